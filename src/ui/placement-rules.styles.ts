import { css } from 'lit';

export default css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .list {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-4) var(--_gap-3);
  }
  .empty {
    margin: 0;
  }
  .rule {
    position: relative;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
    align-items: end;
    gap: var(--_gap-2) var(--_gap-3);
    padding: var(--_gap-3);
    padding-inline-end: 48px;
    border: 1px solid var(--_line);
    border-radius: 8px;
  }
  .field {
    display: grid;
    gap: 2px;
    min-width: 0;
  }
  .field span {
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  /* a sentence */
  @container (min-width: 400px) {
    .wide {
      grid-column: span 2;
    }
  }
  .check {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: var(--_control);
    cursor: pointer;
  }
  .check input {
    width: 16px;
    height: 16px;
    accent-color: var(--_accent);
  }
  .remove {
    position: absolute;
    top: 8px;
    inset-inline-end: 8px;
  }
`;
