import { css } from 'lit';

export default css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: var(--_gap-3) var(--_gap-2);
  }
  .tabs {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .tab {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    width: 100%;
    min-height: var(--_small, 38px);
    padding: 0 var(--_gap-2);
    border: 0;
    border-radius: var(--_radius);
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .tab:hover {
    background: var(--_surface-3);
  }
  .tab[aria-selected='true'] {
    background: var(--_accent-soft);
    color: var(--_accent);
    font-weight: 500;
  }
  .number {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    background: var(--_surface-3);
    color: var(--_text-2);
    font-size: var(--_size-s);
  }
  .tab[aria-selected='true'] .number {
    background: var(--_accent);
    color: var(--_accent-text);
  }
  .name {
    flex: 1;
    min-width: 0;
    white-space: nowrap;
  }
  .ok {
    display: inline-flex;
    color: var(--_success);
  }
  .untouched {
    width: 12px;
    height: 12px;
    margin-inline-end: 2px;
    border: 1.5px solid var(--_line-strong);
    border-radius: 50%;
  }
  .progress {
    margin: auto 0 4px;
    padding: var(--_gap-3) var(--_gap-2) 0;
    font-size: var(--_size-s);
  }
  progress {
    appearance: none;
    width: calc(100% - 16px);
    height: 4px;
    margin: 0 var(--_gap-2) var(--_gap-1);
    border: 0;
    border-radius: 2px;
    background: var(--_surface-3);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_surface-3);
  }
  progress::-webkit-progress-value {
    background: var(--_success);
  }
  progress::-moz-progress-bar {
    background: var(--_success);
  }
  @container editor (max-width: 759px) {
    :host {
      padding: var(--_gap-2);
    }
    .tabs {
      flex-direction: row;
      overflow-x: auto;
      /* room for the focus ring, which scrolling would cut off */
      margin: -3px;
      padding: 3px;
    }
    .tab {
      width: auto;
      flex: none;
    }
    .progress,
    progress {
      display: none;
    }
  }
`;
