import { css } from 'lit';

export default css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    height: 100%;
  }
  .search {
    position: relative;
    padding: var(--_gap-3) var(--_gap-3) var(--_gap-2);
  }
  .search .icon {
    position: absolute;
    inset-inline-start: 20px;
    top: 20px;
    color: var(--_text-3);
    pointer-events: none;
  }
  .search .input {
    padding-inline-start: 30px;
  }
  .hint {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2);
    /* the same height armed or not: the row under the pointer must not move away */
    height: 40px;
    margin: 0 var(--_gap-3) var(--_gap-2);
    font-size: var(--_size-s);
    line-height: 18px;
    overflow: hidden;
  }
  .hint.armed {
    padding: 4px 4px 4px 8px;
    border-radius: var(--_radius-s);
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .empty {
    padding: var(--_gap-4);
    text-align: center;
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding-bottom: var(--_gap-2);
  }
  .rows:focus-visible {
    outline-offset: -2px;
  }
  .spacer {
    position: relative;
    overflow: hidden;
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    height: 32px;
    padding: 0 var(--_gap-3);
    cursor: pointer;
    user-select: none;
    border-inline-start: 2px solid transparent;
  }
  .row:hover {
    background: var(--_surface-3);
  }
  .rows:focus-visible .row.current {
    background: var(--_surface-3);
    border-inline-start-color: var(--_accent);
  }
  .row.table {
    font-weight: 500;
    background: var(--_surface-2);
  }
  .row.field {
    padding-inline-start: 22px;
    touch-action: pan-y;
  }
  .row.selected {
    background: var(--_accent-soft);
  }
  .row.selected .icon {
    color: var(--_accent);
  }
  .row.armed {
    background: var(--_accent-soft);
    border-inline-start-color: var(--_accent);
  }
  .row .icon {
    flex: none;
    color: var(--_text-3);
  }
  .row.armed .icon {
    color: var(--_accent);
  }
  .twist {
    display: inline-flex;
    rotate: -90deg;
    transition: rotate 120ms;
  }
  .twist.open {
    rotate: 0deg;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .type,
  .count {
    flex: none;
    font-size: var(--_size-s);
  }
`;
