import { css } from 'lit';

export default css`
  .row-problems {
    display: grid;
    gap: var(--_gap-2);
    grid-column: 1 / -1;
  }
  .problem {
    display: flex;
    align-items: flex-start;
    gap: 5px;
    margin: 0;
    font-size: 13px;
    line-height: 18px;
    color: var(--_danger);
  }
  .problem.warning {
    color: var(--_warning);
  }
  .problem.hint {
    color: var(--_text-3);
  }
  .problem .icon {
    flex: none;
    margin-top: 1px;
  }
  .fixes {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
`;
