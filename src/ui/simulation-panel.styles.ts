import { css } from 'lit';

export default css`
  :host {
    display: block;
    padding: var(--_gap-4);
    container-type: inline-size;
  }
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h3 {
    margin: var(--_gap-4) 0 var(--_gap-2);
    font-size: var(--_size);
    font-weight: 600;
  }
  .intro {
    margin-block-end: var(--_gap-4);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(240px, 2fr) minmax(0, 3fr);
    gap: var(--_gap-5);
    margin-block-start: var(--_gap-3);
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  esign-case-pin {
    margin-block-start: var(--_gap-2);
  }
  .map {
    height: 240px;
    margin-block-start: var(--_gap-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .person {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: var(--_gap-2);
  }
  .seen {
    display: grid;
    gap: var(--_gap-2);
    margin-block-start: var(--_gap-2);
  }
  .seen li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px var(--_gap-2);
    overflow-wrap: anywhere;
  }
  .drawn {
    display: inline-flex;
    align-items: center;
    min-height: 26px;
    padding: 0 var(--_gap-2);
    border: 1px dashed var(--_line-strong);
    border-radius: var(--_radius);
    font-size: var(--_size-s);
  }
  .drawn.off {
    border-color: var(--_line);
    background: var(--_surface-2);
    color: var(--_text-3);
  }
  .state {
    margin-block-end: var(--_gap-2);
    font-size: var(--_size-s);
  }
  .notice.problems {
    display: block;
  }
  .notice {
    margin-block: var(--_gap-2);
  }
  .tools {
    display: inline-flex;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--_gap-2);
    margin-inline-start: auto;
  }
  .here {
    margin-block-start: var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-3);
    border-inline-start: 3px solid var(--_accent);
    background: var(--_accent-soft);
  }
  .here .muted {
    color: var(--_text-2);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
  .acts .button {
    height: auto;
    max-width: 100%;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    min-height: var(--_control);
    margin-block-end: var(--_gap-2);
  }
  header h3 {
    margin: 0;
  }
  .button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  dl > div {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr);
    gap: var(--_gap-3);
    padding: var(--_gap-2) 0;
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  dt {
    color: var(--_text-2);
  }
  dd li + li {
    margin-block-start: var(--_gap-1);
  }
  pre {
    max-height: 360px;
    margin: 0;
    padding: var(--_gap-3);
    border-radius: var(--_radius);
    background: var(--_surface-2);
    font-size: var(--_size-s);
    overflow: auto;
  }
  .timeline > li {
    display: grid;
    grid-template-columns: minmax(160px, 2fr) minmax(0, 3fr);
    gap: var(--_gap-1) var(--_gap-5);
    padding: var(--_gap-2) 0;
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  .timeline .event {
    grid-column: 1;
    font-weight: 500;
  }
  .timeline > .quiet {
    display: block;
    font-size: var(--_size-s);
  }
  .timeline > li > :not(.event) {
    grid-column: 2;
  }
  .why {
    display: block;
    font-size: var(--_size-s);
  }
  @container (max-width: 640px) {
    .columns,
    .timeline > li {
      grid-template-columns: minmax(0, 1fr);
    }
    .timeline > li > :not(.event) {
      grid-column: 1;
    }
    dl > div {
      grid-template-columns: 80px minmax(0, 1fr);
    }
  }
`;
