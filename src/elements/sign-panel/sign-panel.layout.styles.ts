import { css } from 'lit';

/** The columns of the panel, and what becomes of them where it is narrow. */
export const layoutStyles = css`
  .body {
    position: relative;
    display: grid;
    flex: 1;
    grid-template: 'pages sheet' minmax(0, 1fr) / minmax(0, 1fr) 264px;
    min-height: 0;
  }
  .body.with-thumbs {
    grid-template: 'thumbs pages sheet' minmax(0, 1fr) / 152px minmax(0, 1fr) 264px;
  }
  .body.wide {
    grid-template: 'pages' minmax(0, 1fr) / minmax(0, 1fr);
  }
  .body.wide.with-thumbs {
    grid-template: 'thumbs pages' minmax(0, 1fr) / 152px minmax(0, 1fr);
  }
  esign-sign-page {
    flex: none;
    max-height: 60%;
    overflow-y: auto;
  }
  esign-sign-page[framed] {
    flex: 1;
    max-height: none;
    min-height: 0;
  }
  esign-sign-page[framed] ~ .body {
    display: none;
  }
  .which {
    max-width: 12em;
    overflow: hidden;
    color: var(--_text-2);
    text-overflow: ellipsis;
  }
  .thumbs {
    display: grid;
    grid-area: thumbs;
    min-height: 0;
    border-inline-end: 1px solid var(--_line);
    background: var(--_surface-2);
  }
  .document {
    position: relative;
    grid-area: pages;
    min-width: 0;
    min-height: 0;
  }
  esign-page-view {
    position: absolute;
    inset: 0;
  }
  .sheet {
    display: grid;
    grid-area: sheet;
    min-height: 0;
    border-inline-start: 1px solid var(--_line);
    background: var(--_surface);
  }
  .handle {
    display: none;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--_gap-3);
    min-height: 0;
    padding: var(--_gap-3);
    overflow-y: auto;
  }
  .picker {
    display: flex;
    align-items: center;
    gap: var(--_gap-1);
    padding: var(--_gap-1) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
  }
  .picker select {
    flex: 0 1 360px;
    min-width: 0;
  }
  .picker .count {
    margin-inline-start: auto;
    color: var(--_text-2);
    font-size: var(--_size-s);
    white-space: nowrap;
  }
  /* here they lie over the pages, so that these keep their width */
  @container (max-width: 959px) {
    .body,
    .body.with-thumbs {
      grid-template: 'pages sheet' minmax(0, 1fr) / minmax(0, 1fr) 248px;
    }
    .body.wide,
    .body.wide.with-thumbs {
      grid-template: 'pages' minmax(0, 1fr) / minmax(0, 1fr);
    }
    .thumbs {
      position: absolute;
      inset: 0 auto 0 0;
      z-index: 1;
      width: 152px;
      box-shadow: var(--_shadow);
    }
    .thumbs:dir(rtl) {
      inset: 0 0 0 auto;
    }
  }
  @container (max-width: 639px) {
    .body,
    .body.with-thumbs {
      grid-template: 'pages' minmax(40%, 1fr) 'sheet' minmax(0, auto) / minmax(0, 1fr);
    }
    .panel {
      overflow-y: auto;
    }
    .body {
      min-height: 160px;
    }
    .sheet {
      grid-template-rows: auto minmax(0, 1fr);
      max-height: min(340px, 44svh);
      border-inline-start: 0;
      border-top: 1px solid var(--_line);
      border-radius: 12px 12px 0 0;
      box-shadow: 0 -4px 16px rgb(16 24 40 / 10%);
    }
    /* the question for the password needs the room, and nothing can be placed before it is answered */
    .asks .sheet {
      display: none;
    }
    .handle {
      display: grid;
      justify-items: center;
      gap: 2px;
      min-height: 44px;
      padding: 6px var(--_gap-3) 4px;
      border: 0;
      border-radius: 12px 12px 0 0;
      background: none;
      color: var(--_text-2);
      font-size: 13px;
      font-weight: 500;
      touch-action: none;
      cursor: pointer;
    }
    .handle:focus-visible {
      outline-offset: -3px;
    }
    .grip {
      width: 36px;
      height: 4px;
      border-radius: 2px;
      background: var(--_line-strong);
    }
    .handle-text {
      display: inline-flex;
      align-items: center;
      gap: var(--_gap-1);
    }
    .side {
      gap: var(--_gap-2);
      padding: 0 var(--_gap-3) var(--_gap-2);
    }
    /* no room, but a screen reader says it */
    .which {
      position: absolute;
      max-width: 1px;
      clip-path: inset(50%);
    }
    .sheet:not(.open) .side {
      display: none;
    }
  }
`;
