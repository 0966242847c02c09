import { css } from 'lit';

/** What the pages of the demo OA share. */
export const oaStyles = css`
  :host {
    display: block;
    color: var(--_text);
  }
  :host([hidden]),
  [hidden] {
    display: none;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 20px;
    font-weight: 600;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 15px;
    font-weight: 600;
  }
  a {
    color: var(--_accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  a.button {
    color: var(--_text);
    text-decoration: none;
  }
  .page {
    display: grid;
    gap: var(--_gap-4);
    align-content: start;
  }
  .card {
    min-width: 0;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
  }
  .pad {
    padding: var(--_gap-4);
  }
  .table-box {
    overflow-x: auto;
    border-radius: 9px;
  }
  /* an announcement must stay in the page while it is silent, but then without a gap of its own */
  [aria-live]:not(:has(*)) {
    position: absolute;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    color: var(--_text-3);
    font-size: 13px;
    font-weight: 500;
    text-align: start;
    white-space: nowrap;
    background: var(--_surface-2);
  }
  th,
  td {
    padding: 10px var(--_gap-4);
    border-bottom: 1px solid var(--_line);
    vertical-align: middle;
  }
  tr:last-child td {
    border-bottom: 0;
  }
  .nowrap {
    white-space: nowrap;
  }
  .state {
    display: grid;
    justify-items: center;
    gap: var(--_gap-3);
    padding: 48px var(--_gap-4);
    text-align: center;
    color: var(--_text-2);
  }
  .state b {
    color: var(--_text);
  }
`;
