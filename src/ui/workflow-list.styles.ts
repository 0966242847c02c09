import { css } from 'lit';

export default css`
  :host {
    display: block;
  }
  p {
    margin: 0;
  }
  ul {
    margin: var(--_gap-2) 0;
    padding: 0;
    border-block-start: 1px solid var(--_line);
    list-style: none;
  }
  li {
    border-block-end: 1px solid var(--_line);
  }
  :is(label, button) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px var(--_gap-2);
    width: 100%;
    min-height: 40px;
    padding: 4px var(--_gap-1);
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  :is(label, button):hover {
    background: var(--_surface-2);
  }
  .name {
    flex: 1 1 160px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  [type='checkbox'] {
    width: 18px;
    height: 18px;
  }
  .muted {
    color: var(--_text-2);
  }
  @media (pointer: coarse) {
    :is(label, button) {
      min-height: 44px;
    }
  }
`;
