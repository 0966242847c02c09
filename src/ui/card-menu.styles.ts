import { css } from 'lit';

export default css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .item {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    width: 100%;
    min-height: var(--_small, 34px);
    padding: 0 var(--_gap-3);
    border: 0;
    border-radius: 4px;
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .item:hover,
  .item:focus-visible {
    background: var(--_surface-3);
  }
  @media (pointer: coarse) {
    .item {
      min-height: 44px;
    }
  }
`;
