import { css } from 'lit';

export default css`
  :host {
    display: block;
    container: palette / inline-size;
    padding: var(--_gap-3) var(--_gap-4) var(--_gap-4);
  }
  .search {
    width: 100%;
  }
  .help,
  .more,
  .empty {
    margin: var(--_gap-2) 0;
    color: var(--_text-3);
    font-size: var(--_size-s);
  }
  .option {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--_gap-2);
    min-height: 36px;
    padding: 4px var(--_gap-2);
    border-radius: var(--_radius-s);
    cursor: pointer;
  }
  .option:hover {
    background: var(--_surface-2);
  }
  .option.current {
    background: var(--_surface-3);
    box-shadow: inset 2px 0 0 var(--_accent);
  }
  .option .name {
    flex: 1 1 auto;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .option .note {
    color: var(--_text-3);
    font-size: var(--_size-s);
  }
  .option.current .note {
    color: var(--_text-2);
  }
  @media (pointer: coarse) {
    .option {
      min-height: 44px;
    }
  }
  kbd {
    display: inline-block;
    padding: 0 6px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-s);
    background: var(--_surface-2);
    font: inherit;
    font-size: var(--_size-s);
    white-space: nowrap;
  }
  .groups {
    columns: 320px 2;
    column-gap: var(--_gap-4);
  }
  section {
    break-inside: avoid;
    margin-block-end: var(--_gap-4);
  }
  h3 {
    margin: 0 0 var(--_gap-1);
    font-size: 1em;
  }
  dl {
    margin: 0;
  }
  dl > div {
    display: flex;
    justify-content: space-between;
    gap: var(--_gap-2);
    padding-block: 4px;
    border-bottom: 1px solid var(--_line);
  }
  dt {
    min-width: 0;
  }
  dd {
    flex: none;
    max-width: 50%;
    margin: 0;
    color: var(--_text-3);
    text-align: end;
  }
`;
