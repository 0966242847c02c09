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
