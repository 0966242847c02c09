import { css } from 'lit';

/** “where a field is a value”, as one line that wraps. */
export const conditionStyles = css`
  .condition {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-1);
  }
  .condition .input {
    width: auto;
    max-width: 180px;
  }
`;

export default css`
  :host {
    display: block;
    min-width: 0;
  }
  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 3px;
    min-height: var(--_control);
    padding: 2px 2px 2px 3px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .box:focus-within {
    border-color: var(--_accent);
    outline: 1px solid var(--_accent);
  }
  .box.readonly {
    padding: 2px 8px;
    border-color: transparent;
    background: transparent;
    padding-inline-start: 0;
  }
  /* the box around it shows the focus */
  .box input {
    flex: 1;
    min-width: 72px;
    height: var(--_small, 26px);
    padding: 0 6px;
    border: 0;
    background: transparent;
  }
  .box input:focus-visible {
    outline: none;
  }
  .box input::placeholder {
    color: var(--_text-3);
    opacity: 1;
  }
  .find {
    color: var(--_text-2);
  }
  .chip {
    padding-inline-end: 2px;
  }
  .box.readonly .chip {
    padding-inline-end: var(--_gap-2);
  }
  .chip .icon {
    flex: none;
    color: var(--_accent);
  }
  .chip.gone {
    background: var(--_danger-soft);
    color: var(--_danger);
    text-decoration: line-through;
  }
  .chip .badge {
    background: var(--_surface);
    line-height: 18px;
  }
  .chip {
    flex-wrap: wrap;
    max-width: 100%;
    height: auto;
    min-height: 26px;
  }
  .conversion {
    max-width: 100%;
    height: var(--_small, 24px);
    padding: 0 2px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    font-size: var(--_size-s);
  }
  .table {
    min-height: var(--_small, 24px);
    height: var(--_small, 24px);
    padding: 0 6px;
    font-size: var(--_size-s);
  }
  .table.gap {
    border-color: var(--_warning);
    color: var(--_warning);
  }
  .detail {
    margin: var(--_gap-1) 0 0;
  }
  .loss {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: var(--_size-s);
  }
  .loss .icon {
    flex: none;
  }
  .loss.grave {
    color: var(--_warning);
  }
  .chip-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: var(--_small, 24px);
    height: var(--_small, 24px);
    padding: 0;
    border: 0;
    border-radius: var(--_radius-s);
    background: transparent;
    color: var(--_text-2);
    cursor: pointer;
  }
  .chip-button:hover {
    background: var(--_surface-3);
    color: var(--_text);
  }
`;
