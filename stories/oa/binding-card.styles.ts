import { css } from 'lit';

/** A card with choices for each binding. */
export const bindingCard = css`
  :host {
    display: grid;
    gap: var(--_gap-4);
  }
  .card {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-4);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-1) var(--_gap-4);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 500;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: var(--_gap-2);
    min-height: 28px;
  }
  .button {
    justify-self: start;
  }
  @media (pointer: coarse) {
    label {
      min-height: 44px;
    }
  }
`;
