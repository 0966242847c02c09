import { css } from 'lit';

/** Of {@link renderTransfer}. */
export default css`
  .transfer {
    margin-block: var(--_gap-2) var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-2);
  }
  .transfer p {
    margin: 0 0 var(--_gap-1);
  }
  .transfer summary {
    min-height: 28px;
    padding-block: 4px;
    font-weight: 500;
    cursor: pointer;
  }
  .transfer ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .transfer li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.4fr);
    gap: 2px var(--_gap-3);
    padding-block: 6px;
    border-block-start: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  .transfer strong {
    font-weight: 500;
  }
  .transfer .muted {
    color: var(--_text-2);
  }
  @container (max-width: 560px) {
    .transfer li {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (pointer: coarse) {
    .transfer summary {
      min-height: 44px;
      padding-block: 12px;
    }
  }
`;
