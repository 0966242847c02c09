import { css } from 'lit';

export default css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-4) var(--_gap-3);
  }
  .empty,
  .keys,
  .hint {
    margin: 0;
  }
  .keys {
    font-size: var(--_size-s);
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-1) var(--_gap-2);
    margin: 0;
  }
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-2) var(--_gap-2) var(--_gap-3);
    border: 1px solid var(--_line);
    border-radius: 8px;
  }
  .row:focus-within {
    border-color: var(--_accent);
  }
  .row.off {
    background: var(--_surface-2);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .number {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: var(--_size-s);
    font-weight: 500;
  }
  .line .input {
    flex: 1 1 150px;
    width: auto;
    min-width: 0;
  }
  .line .input.place {
    flex-grow: 2;
  }
  .line .input.timing {
    flex: 0 0 auto;
  }
  .line .field {
    display: flex;
    align-items: center;
    flex: 1;
    gap: var(--_gap-2);
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--_control);
    cursor: pointer;
    white-space: nowrap;
  }
  .check input {
    width: 16px;
    height: 16px;
    accent-color: var(--_accent);
  }
  .tools {
    display: inline-flex;
    margin-inline-start: auto;
  }
  .add {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
  @container (max-width: 460px) {
    .list {
      padding-inline: var(--_gap-3);
    }
    .line .input,
    .line .input.timing {
      flex: 1 1 100%;
    }
  }
`;
