import { css } from 'lit';

export default css`
  :host {
    display: block;
  }
  .list {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-4) var(--_gap-3);
  }
  .empty {
    margin: 0;
  }
  .party {
    border: 1px solid var(--_line);
    border-radius: 8px;
    overflow: hidden;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    min-height: 40px;
    padding: 4px var(--_gap-2) 4px var(--_gap-3);
    background: var(--_surface-2);
    border-bottom: 1px solid var(--_line);
  }
  .fold {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    min-width: 0;
    min-height: var(--_control);
    padding: 0 4px;
    border: 0;
    border-radius: 4px;
    background: transparent;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  .fold:hover {
    background: var(--_surface-3);
  }
  .twist {
    display: inline-flex;
    transform: rotate(-90deg);
  }
  .twist.open {
    transform: none;
  }
  .order {
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
  .name {
    min-width: 0;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .spacer {
    flex: 1;
  }
  .add {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
`;
