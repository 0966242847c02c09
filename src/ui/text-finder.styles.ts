import { css } from 'lit';

export const textFinderStyles = css`
  :host {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 24px;
    z-index: 3;
    width: min(360px, calc(100% - 32px));
    max-height: calc(100% - 16px);
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  /* in the place of the seals, which have a frame of their own */
  :host([mode='keyword']) {
    position: static;
    flex: none;
    width: auto;
    max-height: none;
    border: 0;
    box-shadow: none;
    overflow: visible;
  }
  .finder {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap-2);
    padding: var(--_gap-2);
  }
  :host([mode='keyword']) .finder {
    padding: 0;
  }
  h3 {
    margin: 2px 4px 0;
    font-size: 13px;
    font-weight: 600;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .line .input {
    flex: 1;
    min-width: 0;
  }
  /* the field has its own way to be emptied; two would be one too many */
  .input::-webkit-search-cancel-button {
    display: none;
  }
  .count {
    padding-inline: 4px;
    color: var(--_text-2);
    font-size: var(--_size-s);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .options {
    justify-content: space-between;
    padding-inline: 4px;
  }
  .check {
    min-height: var(--_small, 0);
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .hint,
  .fault {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    margin: 0;
    padding-inline: 4px;
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .fault {
    color: var(--_danger);
  }
  progress {
    width: 72px;
    height: 6px;
    accent-color: var(--_accent);
  }
  .notice {
    margin: 0;
    font-size: var(--_size-s);
  }
  summary {
    min-height: var(--_small, 0);
    padding: 2px 4px;
    color: var(--_text-2);
    font-size: var(--_size-s);
    cursor: pointer;
  }
  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-items: end;
    gap: var(--_gap-2);
    padding-inline: 4px;
  }
  .fields label {
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
  .fields p {
    grid-column: 1 / -1;
  }
  .hits {
    max-height: 168px;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    list-style: none;
    overflow-y: auto;
  }
  .hits li + li {
    border-top: 1px solid var(--_line);
  }
  .hit {
    display: flex;
    align-items: center;
    gap: 6px;
    width: 100%;
    padding: 5px 8px;
    border: 0;
    background: none;
    font-size: var(--_size-s);
    text-align: start;
    cursor: pointer;
  }
  .hit:focus-visible {
    outline-offset: -2px;
  }
  .hit:hover {
    background: var(--_surface-3);
  }
  .hit[aria-current] {
    background: var(--_accent-soft);
  }
  .hit .tick {
    flex: none;
    width: 16px;
    color: var(--_success);
  }
  .hit .page {
    flex: none;
    color: var(--_text-2);
  }
  .hit .words {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .hit:not(.chosen) .words {
    color: var(--_text-2);
  }
  mark {
    background: #ffe58a;
    color: #1d2430;
  }
  .more {
    padding: 5px 8px;
    color: var(--_text-3);
    font-size: var(--_size-s);
  }
  @media (max-width: 640px) {
    :host([mode='find']) {
      inset-inline: 8px;
      width: auto;
    }
  }
`;
