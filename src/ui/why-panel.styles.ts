import { css } from 'lit';

export default css`
  :host {
    display: block;
    padding: var(--_gap-3) var(--_gap-4);
    font-size: 13px;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  h4,
  p {
    margin: 0 0 var(--_gap-1);
    font-size: inherit;
  }
  ol {
    margin: 0 0 var(--_gap-2);
    padding-inline-start: 20px;
  }
  li + li {
    margin-block-start: 2px;
  }
  .muted {
    color: var(--_text-3);
  }
  .result {
    margin: 0;
    padding-block-start: var(--_gap-2);
    border-block-start: 1px solid var(--_line);
    font-weight: 500;
  }
`;
