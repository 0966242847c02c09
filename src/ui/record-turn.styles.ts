import { css } from 'lit';

/** Of {@link renderRecordTurn}. */
export default css`
  .record {
    display: inline-flex;
    align-items: center;
    gap: var(--_gap-1);
    flex: 1 1 220px;
    min-width: 0;
  }
  .record-name {
    overflow-wrap: anywhere;
  }
  .turn {
    display: inline-flex;
    transform: rotate(-90deg);
  }
  .turn.back {
    transform: rotate(90deg);
  }
`;
