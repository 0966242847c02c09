import { css } from 'lit';

/** A batch: rule and list beside the preview, or one over the other where it is narrow. */
export const batchStyles = css`
  :host {
    display: block;
    flex: 1;
    min-height: 0;
    container-type: inline-size;
  }
  .batch,
  .single {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  header,
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2) var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
  }
  footer {
    justify-content: flex-end;
    border-top: 1px solid var(--_line);
    border-bottom: 0;
  }
  footer progress {
    flex: 1 1 120px;
    min-width: 0;
    accent-color: var(--_accent);
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  h2 {
    font-size: 15px;
    font-weight: 600;
  }
  h2:focus,
  h3:focus {
    outline: none;
  }
  h3 {
    font-size: 13px;
    font-weight: 600;
  }
  .counts {
    margin-inline-start: auto;
    color: var(--_text-2);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .bar {
    margin: var(--_gap-2) var(--_gap-3) 0;
  }
  .notice .words {
    flex: 1;
  }
  .columns {
    position: relative;
    display: grid;
    flex: 1;
    grid-template: minmax(0, 1fr) / minmax(320px, 400px) minmax(0, 1fr);
    min-height: 0;
  }
  .side {
    min-height: 0;
    overflow-y: auto;
    border-inline-end: 1px solid var(--_line);
  }
  .rule-box,
  .report {
    display: grid;
    gap: var(--_gap-2);
    padding: var(--_gap-3);
    border-bottom: 1px solid var(--_line);
    background: var(--_surface-2);
  }
  .hint,
  .note {
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .rule {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap-2);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .kinds {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--_gap-1) var(--_gap-2);
  }
  .kind,
  .check {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
  }
  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-items: end;
    gap: var(--_gap-2);
  }
  .fields label:not(.check) {
    display: grid;
    gap: 2px;
    min-width: 0;
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .fields .input {
    color: var(--_text);
    font-size: var(--_size);
  }
  .fields .wide {
    grid-column: 1 / -1;
  }
  /* short words: two beside each other, so that the list is not far below */
  .choice .fields .wide:not(p) {
    grid-column: auto;
  }
  .fields p {
    grid-column: 1 / -1;
  }
  .fault {
    color: var(--_danger);
    font-size: var(--_size-s);
  }
  .apply {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .note {
    flex: 1 1 120px;
  }
  .list {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .row {
    display: grid;
    grid-template: 'tick show badge' auto 'tick about about' auto / auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
  }
  .row:has([aria-current]) {
    background: var(--_accent-soft);
  }
  .tick {
    display: grid;
    grid-area: tick;
    place-items: center;
    align-self: start;
    min-width: 24px;
    min-height: 28px;
  }
  .show {
    grid-area: show;
    min-height: 28px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font-weight: 500;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .show:hover:not(:disabled) {
    text-decoration: underline;
  }
  .show:disabled {
    color: var(--_text);
    cursor: default;
  }
  .unsubmitted {
    display: flex;
    flex-wrap: wrap;
    grid-column: 2 / -1;
    align-items: center;
    gap: var(--_gap-2);
    font-size: var(--_size-s);
  }
  .unsubmitted .reason {
    flex: 1 1 200px;
    color: var(--_danger);
  }
  .row .badge {
    grid-area: badge;
  }
  .about {
    display: grid;
    grid-area: about;
    gap: 2px;
    color: var(--_text-2);
    font-size: var(--_size-s);
    overflow-wrap: anywhere;
  }
  [data-state='blocked'] .reason,
  [data-state='refused'] .reason,
  [data-state='unreadable'] .reason {
    color: var(--_danger);
  }
  .preview {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--_surface);
  }
  .preview-head,
  .single-head {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
  }
  .preview-head h3 {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    gap: var(--_gap-2);
  }
  .preview .notice {
    margin: var(--_gap-2) var(--_gap-3);
    font-size: 13px;
  }
  .preview .fix {
    margin-top: var(--_gap-1);
    font-size: var(--_size-s);
  }
  .picker {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    padding: var(--_gap-1) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .picker .input {
    flex: 0 1 360px;
    min-width: 0;
    color: var(--_text);
    font-size: var(--_size);
  }
  .document {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  esign-page-view {
    position: absolute;
    inset: 0;
  }
  .over {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_gap-2);
    padding: var(--_gap-5);
    background: var(--_canvas);
    text-align: center;
  }
  .empty {
    margin: auto;
    padding: var(--_gap-5);
    color: var(--_text-2);
    text-align: center;
  }
  .single esign-sign-panel {
    flex: 1;
    height: auto;
    min-height: 0;
  }
  @container (min-width: 760px) {
    .back {
      display: none;
    }
  }
  /* the preview lies over the list, and goes away again */
  @container (max-width: 759px) {
    .columns {
      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    }
    .side {
      border-inline-end: 0;
    }
    .preview {
      display: none;
    }
    .preview.open {
      position: absolute;
      inset: 0;
      z-index: 2;
      display: flex;
    }
    .counts {
      margin-inline-start: 0;
    }
  }
  @media (pointer: coarse) {
    .kind,
    .check,
    .show,
    .tick,
    .input,
    .button,
    .button.small {
      min-height: 44px;
    }
    .tick {
      min-width: 44px;
    }
  }
`;
