import { css } from 'lit';

export default css`
  :host {
    display: block;
    padding: var(--_gap-2) var(--_gap-4);
  }
  h3 {
    margin: var(--_gap-2) 0 2px;
    color: var(--_text-2);
    font-size: var(--_size-s);
    font-weight: 500;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .row {
    display: flex;
    align-items: baseline;
    gap: var(--_gap-2);
    width: 100%;
    min-height: var(--_small, 28px);
    padding: 4px var(--_gap-2);
    border: 0;
    border-radius: var(--_radius-s);
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .row:hover {
    background: var(--_surface-3);
  }
  .row .icon {
    flex: none;
    align-self: center;
    color: var(--_danger);
  }
  .row.warning .icon {
    color: var(--_warning);
  }
  .slot {
    flex: 0 0 168px;
    font-weight: 500;
  }
  .row.hint .icon {
    color: var(--_text-3);
  }
  .text {
    flex: 1;
    min-width: 0;
  }
  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
  }
  .filter input {
    flex: 1 1 180px;
    max-width: 320px;
    min-width: 0;
  }
  .filter select {
    flex: none;
    width: auto;
  }
  .count {
    color: var(--_text-3);
    font-weight: 400;
  }
  li {
    content-visibility: auto;
    contain-intrinsic-size: auto 30px;
  }
  .fixes {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
    padding: 0 var(--_gap-2) var(--_gap-2);
    /* under the message, beside the icon and the name of the slot */
    margin-inline-start: calc(168px + 16px + 2 * var(--_gap-2));
  }
  .bulk {
    margin-block-start: var(--_gap-2);
    margin-inline-end: var(--_gap-2);
  }
  .checking {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    margin: var(--_gap-2) 0;
    color: var(--_text-2);
  }
  .empty {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    color: var(--_success);
  }
  .keys {
    margin: var(--_gap-2) 0 0;
    font-size: var(--_size-s);
  }
  @container editor (max-width: 759px) {
    .slot {
      flex-basis: 96px;
    }
    .fixes {
      margin-inline-start: calc(16px + var(--_gap-2));
    }
  }
`;
