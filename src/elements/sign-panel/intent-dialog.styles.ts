import { css } from 'lit';

export const intentStyles = css`
  fieldset {
    display: grid;
    gap: var(--_gap-1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: var(--_gap-1);
    padding: 0;
    font-weight: 500;
  }
  fieldset label {
    display: flex;
    align-items: center;
    min-height: var(--_control);
    font-weight: 400;
  }
  .again {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2);
  }
  .left {
    display: block;
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
  }
`;
