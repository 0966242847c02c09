import { css } from 'lit';

export const signPanelStyles = css`
  :host {
    height: var(--esign-panel-height, min(860px, 86vh));
    min-height: 420px;
  }
  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_surface);
    overflow: hidden;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2) var(--_gap-3);
    padding: var(--_gap-2) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
  }
  .title {
    display: flex;
    flex: 1 1 260px;
    align-items: center;
    gap: var(--_gap-2);
    min-width: 0;
  }
  h2 {
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* takes the focus after a dialog, so that a screen reader goes on from there; there is nothing to do with it */
  h2:focus {
    outline: none;
  }
  .deadline {
    color: var(--_text-3);
    font-size: var(--_size-s);
    white-space: nowrap;
  }
  .deadline .brief {
    display: none;
  }
  .deadline.near {
    color: var(--_danger);
    font-weight: 500;
  }
  .reading {
    display: flex;
    flex: 1 1 100%;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-1) var(--_gap-3);
    color: var(--_text-2);
    font-size: 13px;
  }
  .reading progress {
    width: 120px;
    accent-color: var(--_accent);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_gap-4);
  }
  .panel > [role='alert'] {
    margin: auto;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: var(--_gap-1);
  }
  .tools .divider {
    width: 1px;
    height: 18px;
    margin: 0 var(--_gap-1);
    background: var(--_line);
  }
  .page-number {
    width: 52px;
    min-height: var(--_small, 28px);
    padding: 2px 4px;
    text-align: center;
  }
  .tools .count,
  .tools .zoom {
    color: var(--_text-2);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .tools .zoomer {
    display: contents;
  }
  .tools .zoom {
    min-width: 42px;
    text-align: center;
  }
  .tabs {
    display: flex;
    gap: var(--_gap-1);
    padding: 0 var(--_gap-3);
    border-bottom: 1px solid var(--_line);
    overflow-x: auto;
  }
  .tab {
    display: flex;
    flex: none;
    min-height: var(--_small, 0);
    align-items: center;
    gap: var(--_gap-2);
    max-width: 320px;
    padding: var(--_gap-2) var(--_gap-2);
    border: 0;
    border-bottom: 2px solid transparent;
    background: none;
    color: var(--_text-2);
    font-size: 13px;
    cursor: pointer;
  }
  .tab span:first-child {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tab[aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 500;
  }
  .tab:focus-visible {
    outline-offset: -2px;
  }
  .notices {
    display: grid;
    gap: var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
  }
  .notice {
    flex-wrap: wrap;
    align-items: center;
  }
  .notice .words {
    flex: 1 1 200px;
    min-width: 0;
  }
  .notice strong {
    margin-inline-end: var(--_gap-2);
  }
  h3 {
    margin: 0 0 var(--_gap-2);
    font-size: 13px;
    font-weight: 600;
  }
  .hint {
    margin: var(--_gap-2) 0 0;
    color: var(--_text-3);
    font-size: var(--_size-s);
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-2);
    margin-top: var(--_gap-2);
  }
  .ways .button {
    flex: 1 1 auto;
  }
  .hint.active {
    color: var(--_accent);
  }
  .button.tool {
    width: 100%;
  }
  .faults {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .faults li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2);
    font-size: 13px;
  }
  .places {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2);
    font-size: 13px;
    color: var(--_text-2);
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_gap-2) var(--_gap-4);
    padding: var(--_gap-2) var(--_gap-3);
    border-top: 1px solid var(--_line);
    background: var(--_surface);
  }
  footer > esign-place-bar,
  footer > .notice {
    flex: 1 1 100%;
  }
  footer esign-party-progress {
    flex: 1 1 260px;
  }
  .acts {
    display: flex;
    align-items: center;
    gap: var(--_gap-2);
    margin-inline-start: auto;
  }
  .card ul {
    margin: 0;
    padding-inline-start: 1.2em;
    text-align: start;
  }
  .badge-icon {
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    border-radius: 50%;
    background: var(--_surface-3);
    color: var(--_text-2);
  }
  .badge-icon svg {
    width: 22px;
    height: 22px;
  }
  .badge-icon.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .veil {
    position: absolute;
    inset: 0;
    z-index: 2;
    display: grid;
    place-items: center;
    background: color-mix(in srgb, var(--_canvas) 72%, transparent);
  }
  .veil p {
    display: flex;
    align-items: center;
    gap: var(--_gap-3);
    margin: 0;
    padding: var(--_gap-3) var(--_gap-4);
    border-radius: 8px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .ghost {
    position: fixed;
    inset: 0 auto auto 0;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: #16233f;
    line-height: 1;
    text-align: center;
    white-space: nowrap;
    overflow: visible;
    pointer-events: none;
    will-change: transform;
  }
  .loupe {
    position: fixed;
    inset: 0 auto auto 0;
    width: 116px;
    height: 116px;
    margin: 0;
    padding: 0;
    border: 2px solid var(--_accent);
    border-radius: 50%;
    box-shadow: var(--_shadow);
    pointer-events: none;
    will-change: transform;
  }
  .ghost img {
    display: block;
    opacity: 0.85;
  }
  @container (max-width: 639px) {
    .panel {
      --_control: 44px;
      --_small: 44px;
      border-radius: 0;
      border-inline: 0;
    }
    header {
      gap: var(--_gap-1);
    }
    .title {
      flex-wrap: wrap;
    }
    h2 {
      flex: 1 1 100px;
    }
    .deadline .whole {
      display: none;
    }
    .deadline .brief {
      display: inline;
    }
    .tools {
      flex: 1 1 100%;
      justify-content: space-between;
      gap: 0;
    }
    .page-number {
      width: 44px;
    }
    /* a phone has room for the controls, not for what they show anyway */
    .tools .divider,
    .tools .zoomer {
      display: none;
    }
    .side > section:first-child > h3 {
      display: none;
    }
    .acts {
      flex: 1 1 100%;
    }
    /* one row: the pages need the room more than long labels */
    .acts .button {
      flex: 1 1 auto;
      min-width: 0;
      padding: 2px var(--_gap-2);
      font-size: 13px;
      line-height: 1.2;
      white-space: normal;
    }
    footer {
      gap: var(--_gap-1);
    }
    footer esign-party-progress {
      flex: 1 1 100%;
    }
    .notice strong {
      display: block;
    }
    .tab span:first-child {
      max-width: 132px;
    }
    .reading {
      font-size: var(--_size-s);
    }
    .reading progress {
      flex: none;
      width: 56px;
    }
    /* one line, whatever the number of files: it is moved sideways */
    .unread {
      flex: 1 1 100%;
      overflow-x: auto;
      white-space: nowrap;
    }
    /* until it was read, that is what matters */
    .reading + esign-party-progress {
      display: none;
    }
    .acts .primary {
      flex-grow: 3;
    }
  }
`;
