import { css } from 'lit';

export default css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .editor {
    padding: var(--_gap-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface-2);
  }
  header,
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .spacer {
    flex: 1;
  }
  h4 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  table {
    width: 100%;
    margin-block: var(--_gap-2);
    border-collapse: collapse;
    table-layout: fixed;
  }
  th {
    padding: 2px 4px;
    color: var(--_text-2);
    font-size: var(--_size-s);
    font-weight: 400;
    text-align: start;
  }
  td {
    padding: 2px 4px;
    vertical-align: middle;
    overflow-wrap: anywhere;
  }
  tr + tr td {
    border-block-start: 1px solid var(--_line);
  }
  .act {
    width: 32px;
  }
  tr.last td {
    border-block-start: 1px solid var(--_line-strong);
    padding-block-start: 4px;
  }
  td .input {
    width: 100%;
    min-width: 0;
  }
  .mark {
    display: block;
    font-size: var(--_size-s);
  }
  .mark.gap {
    color: var(--_warning);
  }
  ul {
    margin: var(--_gap-2) 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-1);
    padding: 4px;
  }
  li + li {
    border-block-start: 1px solid var(--_line);
  }
`;
