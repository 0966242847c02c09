import { css } from 'lit';

export default css`
  :host {
    container: editor / inline-size;
    height: var(--esign-mapping-editor-height, min(860px, calc(100dvh - 48px)));
    min-height: 480px;
  }
  .editor {
    position: relative;
    display: grid;
    grid-template: auto auto minmax(0, 1fr) auto / 208px minmax(0, 1fr) min(var(--_fields-size, 312px), 45cqi);
    grid-template-areas: 'toolbar toolbar toolbar' 'notice notice notice' 'steps main fields' 'drawer drawer drawer';
    height: 100%;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
    overflow: clip;
  }
  .toolbar {
    grid-area: toolbar;
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    min-height: 52px;
    padding: 0 var(--_gap-4);
    border-bottom: 1px solid var(--_line);
  }
  .title {
    flex: 1;
    min-width: 0;
    display: flex;
    align-items: baseline;
    gap: var(--_gap-2);
  }
  .title h2 {
    margin: 0;
    font-size: var(--_size-l);
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .saved {
    font-size: var(--_size-s);
    white-space: nowrap;
  }
  .saved.dirty {
    color: var(--_warning);
  }
  .divider {
    width: 1px;
    height: 20px;
    background: var(--_line);
  }
  .notices {
    grid-area: notice;
  }
  .notices .notice {
    border-inline-width: 0;
    border-radius: 0;
    align-items: center;
  }
  .notices .notice span {
    flex: 1;
  }
  esign-step-list {
    grid-area: steps;
    border-inline-end: 1px solid var(--_line);
    background: var(--_surface-2);
  }
  .main {
    grid-area: main;
    overflow-y: auto;
    overscroll-behavior: contain;
    scroll-padding: 24px;
  }
  .main > h3,
  .group h3 {
    margin: 0;
    padding: var(--_gap-4) var(--_gap-4) 4px;
    font-size: var(--_size);
    font-weight: 600;
  }
  .group + .group {
    border-top: 1px solid var(--_line);
  }
  .group {
    padding-bottom: var(--_gap-2);
  }
  .nested {
    margin: var(--_gap-2) var(--_gap-4);
    border: 1px solid var(--_line);
    border-radius: 8px;
  }
  .pager {
    display: flex;
    justify-content: space-between;
    gap: var(--_gap-2);
    padding: var(--_gap-3) var(--_gap-4) var(--_gap-4);
    border-top: 1px solid var(--_line);
  }
  .edge-drawer,
  .edge-fields {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
  }
  .edge-fields {
    inset-block: 0;
    inset-inline-end: auto;
  }
  .fields {
    grid-area: fields;
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-inline-start: 1px solid var(--_line);
    background: var(--_surface);
  }
  .fields header {
    display: none;
  }
  esign-field-tree {
    flex: 1;
  }
  .only-narrow {
    display: none;
  }
  .drawer {
    grid-area: drawer;
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-top: 1px solid var(--_line);
    background: var(--_surface);
  }
  .drawer nav {
    display: flex;
    align-items: center;
    gap: 2px;
    min-height: 36px;
    padding: 0 var(--_gap-3);
    background: var(--_surface-2);
  }
  /* one line, however long the names are: it is moved sideways */
  .drawer .parts {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 2px;
    min-width: 0;
    padding-block: 3px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .drawer nav button {
    flex: none;
  }
  .drawer nav .save {
    display: none;
  }
  .drawer nav button[aria-expanded='true'] {
    color: var(--_accent);
    font-weight: 500;
  }
  .drawer nav .record {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 2px;
    margin-inline-start: auto;
    font-size: var(--_size-s);
    white-space: nowrap;
  }
  .record .rows {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    padding-inline-start: var(--_gap-2);
    border-inline-start: 1px solid var(--_line);
  }
  select.record-name {
    min-height: var(--_small, 26px);
    max-width: 220px;
    padding: 0 2px;
    border: 1px solid transparent;
    border-radius: var(--_radius-s);
    background: transparent;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  select.record-name:hover {
    border-color: var(--_line-strong);
  }
  select.record-name :is(option, optgroup) {
    background: var(--_surface);
    color: var(--_text);
  }
  .turn {
    display: inline-flex;
    transform: rotate(-90deg);
  }
  .turn.back {
    transform: rotate(90deg);
  }
  .drawer .content {
    max-height: min(var(--_drawer-size, 288px), 60dvh);
    overflow: auto;
    border-top: 1px solid var(--_line);
  }
  .drawer .content[data-open='flow'] {
    height: min(var(--_drawer-size, 288px), 60dvh);
  }
  .pill {
    position: fixed;
    inset: 0 auto auto 0;
    margin: 0;
    padding: 4px 10px;
    border: 1px solid var(--_accent);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    color: var(--_text);
    font-weight: 500;
    box-shadow: var(--_shadow);
    font-size: 13px;
    pointer-events: none;
  }
  .pill .drop {
    display: block;
    color: var(--_accent);
    font-weight: 400;
  }
  .pill .drop.no {
    color: var(--_danger);
  }
  .clip-note {
    position: fixed;
    inset: auto 0 24px;
    margin: 0 auto;
    width: fit-content;
    max-width: min(560px, calc(100vw - 32px));
    max-height: 40vh;
    overflow: auto;
    white-space: pre-line;
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .clip-note:not(:popover-open) {
    display: none;
  }
  .clip-note.danger {
    color: var(--_danger);
  }
  .dialog h2,
  .dialog p {
    margin: 0;
  }
  .dialog h2 {
    font-size: var(--_size-l);
    font-weight: 600;
  }
  .dialog {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-5);
  }
  .menu {
    position-area: block-end span-inline-start;
    min-width: 200px;
    margin: 4px 0;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    color: inherit;
    box-shadow: var(--_shadow);
  }
  .menu-item {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    width: 100%;
    min-height: 36px;
    padding: 0 var(--_gap-3);
    border: 0;
    border-radius: 4px;
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .menu-item .icon {
    flex: none;
  }
  .menu-item:hover,
  .menu-item:focus-visible {
    background: var(--_surface-3);
  }
  dialog.sheet {
    width: min(1120px, calc(100vw - 32px));
    max-width: none;
    height: min(820px, calc(100dvh - 32px));
    max-height: none;
    overflow: hidden;
  }
  /* as tall as what it shows, and its top stays where it is */
  dialog.sheet:is(.sheet-palette, .sheet-history, .sheet-shortcuts, .sheet-record) {
    height: fit-content;
    max-height: calc(92dvh - 32px);
    margin-block-start: 8dvh;
  }
  dialog.sheet:is(.sheet-palette, .sheet-history) {
    width: min(720px, calc(100vw - 32px));
  }
  dialog.sheet[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }
  .sheet > header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-2) var(--_gap-2) var(--_gap-4);
    border-bottom: 1px solid var(--_line);
  }
  .sheet h2 {
    margin: 0;
    font-size: var(--_size-l);
    font-weight: 600;
  }
  .sheet > .content {
    min-height: 0;
    overflow: auto;
  }
  .dialog footer {
    display: flex;
    justify-content: flex-end;
    flex-wrap: wrap;
    gap: var(--_gap-2);
    margin-top: var(--_gap-2);
  }
  .options {
    display: grid;
    gap: var(--_gap-2);
  }
  .option {
    display: grid;
    gap: 2px;
    padding: var(--_gap-3);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .option:hover {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }
  @container editor (max-width: 1179px) {
    .editor {
      grid-template-columns: 184px minmax(0, 1fr);
      grid-template-areas: 'toolbar toolbar' 'notice notice' 'steps main' 'drawer drawer';
    }
    .only-narrow {
      display: inline-flex;
    }
    /* it lies over the editor, which has no place of that name any more */
    .fields {
      grid-area: auto;
      position: absolute;
      inset-block: 52px 0;
      inset-inline-end: 0;
      z-index: 3;
      width: min(340px, 100%);
      box-shadow: var(--_shadow);
      visibility: hidden;
    }
    .fields.open {
      visibility: visible;
    }
    .edge-fields {
      display: none;
    }
    .fields header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      padding: var(--_gap-2) var(--_gap-2) 0 var(--_gap-4);
      font-weight: 600;
    }
  }
  @container editor (max-width: 759px) {
    .only-wide {
      display: none;
    }
    .editor {
      grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: 'toolbar' 'notice' 'steps' 'main' 'drawer';
    }
    .toolbar {
      flex-wrap: wrap;
      padding: var(--_gap-2) var(--_gap-3);
    }
    .title {
      flex-basis: 100%;
    }
    .toolbar .grow {
      flex: 1;
    }
    .divider {
      display: none;
    }
    .toolbar .label {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .toolbar .problems {
      padding: 0;
    }
    /* the bar below has both, where a thumb reaches them */
    .toolbar :is(.save, .cases) {
      display: none;
    }
    esign-step-list {
      border-inline-end: 0;
      border-bottom: 1px solid var(--_line);
    }
    .fields {
      inset-block: 0;
      width: 100%;
    }
    /* stays in sight where the page lets the editor be as long as its cards; what opens, opens above the bar */
    .drawer {
      position: sticky;
      z-index: 2;
      inset-block-end: 0;
      flex-direction: column-reverse;
    }
    .drawer nav {
      min-height: 56px;
      padding: 0 var(--_gap-2);
    }
    .drawer nav .save {
      display: inline-flex;
      min-width: 88px;
      margin-inline-start: var(--_gap-1);
    }
    /* each part closes by its own button as well */
    .drawer:not(:has(.content)) .icon-end {
      display: none;
    }
    select.record-name {
      max-width: 150px;
    }
    .drawer .content {
      max-height: min(var(--_drawer-size, 420px), 52dvh);
      border-block-start: 0;
      border-block-end: 1px solid var(--_line);
    }
    .drawer .content[data-open='flow'] {
      height: min(var(--_drawer-size, 420px), 52dvh);
    }
  }
`;
