import { css } from 'lit';

/** Of the two sheets that carry a configuration from one workflow to another. */
export default css`
  .reports {
    display: grid;
    gap: var(--_gap-3);
  }
  .report {
    padding: var(--_gap-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  .report > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .report h3 {
    margin: 0;
    font-weight: 600;
  }
  .report p {
    margin: var(--_gap-1) 0;
  }
  summary {
    min-height: 28px;
    padding-block: 4px;
    font-weight: 500;
    cursor: pointer;
  }
  .problems li {
    padding-block: 4px;
  }
  .problems strong {
    font-weight: 500;
  }
  .fault {
    color: var(--_danger);
  }
  .warning {
    color: var(--_warning);
  }
  .outcome {
    color: var(--_success);
  }
  .decision {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-1) var(--_gap-4);
    margin-block-start: var(--_gap-2);
  }
  .decision label {
    display: flex;
    align-items: center;
    gap: var(--_gap-1);
    min-height: 28px;
    cursor: pointer;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: var(--_gap-2);
    margin-block-start: var(--_gap-3);
  }
  footer > .muted {
    margin-inline-end: auto;
  }
  .muted {
    color: var(--_text-2);
  }
  @media (pointer: coarse) {
    .decision label,
    summary {
      min-height: 44px;
    }
  }
`;
