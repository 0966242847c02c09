import { css } from 'lit';

/** The list that opens under a search box. */
export const comboStyles = css`
  .popup {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    max-height: 288px;
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .option {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    min-height: var(--_small, 30px);
    padding: 3px var(--_gap-2);
    border-radius: var(--_radius-s);
    cursor: pointer;
  }
  .option .icon {
    flex: none;
    color: var(--_text-3);
  }
  .option .name {
    flex: 1;
    min-width: 0;
  }
  .option .muted {
    font-size: var(--_size-s);
    text-align: end;
  }
  .option:hover,
  .option.current {
    background: var(--_surface-3);
  }
  .option.refused {
    color: var(--_text-3);
    cursor: not-allowed;
  }
  .note {
    padding: 6px var(--_gap-2);
    font-size: var(--_size-s);
  }
`;
