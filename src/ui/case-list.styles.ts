import { css } from 'lit';

export default css`
  :host {
    display: block;
    container: cases / inline-size;
    padding: var(--_gap-2) var(--_gap-4) var(--_gap-4);
  }
  p {
    margin: 0 0 var(--_gap-2);
  }
  .empty {
    padding: var(--_gap-4) 0;
    color: var(--_text-2);
  }
  .keys {
    margin-block-start: var(--_gap-2);
    font-size: var(--_size-s);
  }
  .tools,
  .head,
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .tools {
    margin-block-end: var(--_gap-2);
  }
  .notice {
    align-items: center;
    justify-content: space-between;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .case {
    padding-block: var(--_gap-2);
    border-block-start: 1px solid var(--_line);
  }
  .head {
    min-height: 32px;
  }
  .state {
    gap: 4px;
    min-width: 88px;
  }
  .name {
    flex: 1 1 160px;
    min-width: 0;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .rename {
    flex: 1 1 160px;
    width: auto;
    min-width: 0;
  }
  .differences {
    margin: var(--_gap-1) 0 0 96px;
  }
  .differences li {
    display: grid;
    grid-template-columns: 150px minmax(0, 1fr) minmax(0, 1fr) auto;
    gap: 2px var(--_gap-3);
    align-items: center;
    min-height: 32px;
    padding-block: 2px;
  }
  .slot {
    min-height: 28px;
    padding: 0;
    border: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .slot:hover {
    text-decoration: underline;
  }
  .side {
    font-size: 13px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  del {
    color: var(--_text-3);
  }
  ins {
    color: var(--_text);
    text-decoration: none;
  }
  @container cases (max-width: 719px) {
    .name,
    .rename {
      flex-basis: 100%;
    }
    .differences {
      margin-inline-start: 0;
    }
    .differences li {
      grid-template-columns: minmax(0, 1fr) auto;
      padding-block: var(--_gap-1);
      border-block-start: 1px dashed var(--_line);
    }
    .side {
      grid-column: 1 / -1;
    }
    .differences .slot {
      grid-area: 1 / 1;
    }
    .differences .button {
      grid-area: 1 / 2;
    }
  }
  @media (pointer: coarse) {
    .button,
    .slot {
      min-height: 44px;
    }
    .button.icon {
      width: 44px;
    }
  }
`;
