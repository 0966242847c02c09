import { css } from 'lit';

/** The list of places beside the drawing of the flow. */
export default css`
  .list {
    display: flex;
    flex-direction: column;
    gap: var(--_gap-2);
    flex: 0 0 300px;
    padding: var(--_gap-2) var(--_gap-3);
    border-inline-start: 1px solid var(--_line);
    background: var(--_surface);
  }
  .items {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
  }
  .narrow {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .narrow select {
    flex: 1 1 76px;
    width: auto;
    min-width: 0;
    min-height: 28px;
    padding-block: 2px;
    font-size: var(--_size-s);
  }
  .row {
    display: flex;
    align-items: flex-start;
    gap: var(--_gap-2);
    min-height: 28px;
    padding: 5px 4px;
    border-radius: var(--_radius-s);
    cursor: pointer;
    font-size: 13px;
    line-height: 18px;
    overflow-wrap: anywhere;
    content-visibility: auto;
    contain-intrinsic-height: auto 28px;
  }
  .row[aria-level='2'] {
    padding-inline-start: 22px;
  }
  .row:hover {
    background: var(--_surface-3);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .row.title {
    color: var(--_text-2);
    font-weight: 500;
  }
  .row small {
    font-size: 11px;
    color: var(--_text-2);
  }
  .check small {
    display: block;
    color: inherit;
  }
  .check.refused {
    opacity: 1;
    color: var(--_text-3);
  }
  .fold {
    flex: none;
    width: 10px;
    height: 10px;
    margin: 4px 2px;
    border: solid currentcolor;
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg) scale(0.7);
  }
  .fold.open {
    transform: rotate(45deg) scale(0.7);
  }
  .box {
    flex: none;
    width: 16px;
    height: 16px;
    margin-block: 1px;
    border: 1.5px solid var(--_line-strong);
    border-radius: 3px;
    background: var(--_surface);
  }
  [aria-checked='true'] > .box {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  [aria-checked='true'] > .box::after {
    content: '';
    display: block;
    width: 5px;
    height: 9px;
    margin: 0 auto;
    border: solid var(--_accent-text);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }
`;
