import { css } from 'lit';

export default css`
  :host {
    display: block;
    padding: var(--_gap-2) var(--_gap-4);
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2) var(--_gap-4);
    margin-block-end: var(--_gap-2);
  }
  header p {
    margin: 0;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 168px minmax(120px, 1fr) minmax(160px, 1fr) 268px;
    gap: 2px var(--_gap-4);
    align-items: center;
    min-height: 36px;
    border-block-start: 1px solid var(--_line);
  }
  .slot {
    min-height: var(--_small, 28px);
    padding: 0;
    border: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }
  .slot:hover {
    text-decoration: underline;
  }
  .field,
  .reason,
  .acts {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .acts {
    justify-content: flex-end;
  }
  .acts select {
    flex: none;
    width: 132px;
  }
  @container (max-width: 720px) {
    li {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      padding-block: var(--_gap-2);
    }
    .acts {
      grid-column: 1 / -1;
      flex-wrap: wrap;
    }
    .reason {
      grid-column: 1 / -1;
    }
  }
`;
