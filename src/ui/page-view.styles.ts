import { css } from 'lit';

export const pageViewStyles = css`
  :host {
    display: block;
    min-height: 0;
    position: relative;
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow: auto;
    background: var(--_canvas);
    overscroll-behavior: contain;
    /* two fingers zoom the pages, not the site */
    touch-action: pan-x pan-y;
    scrollbar-gutter: stable;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .sizer {
    position: relative;
  }
  .page {
    position: absolute;
    background: #fff;
    /* the marks blend with the page, not with what lies under it */
    isolation: isolate;
    box-shadow: 0 1px 3px rgb(16 24 40 / 18%);
  }
  .paper {
    position: absolute;
    top: 0;
    left: 0;
    transform-origin: 0 0;
  }
  .page:focus-visible {
    outline: 2px solid #1f5fd6;
    outline-offset: 2px;
  }
  .page canvas {
    display: block;
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .waiting {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 16px;
    color: #667085;
    text-align: center;
  }
  /* in the middle of the page, or of what is seen of it */
  .waiting > * {
    position: sticky;
    inset-block: 16px;
  }
  .failure {
    display: grid;
    justify-items: center;
    gap: 8px;
  }
  .failure .button {
    color: var(--_text);
  }
  .waiting p {
    margin: 0;
  }
  /* over the picture, under the marks; only the words themselves take the pointer, empty paper is for bands */
  .page-text {
    position: absolute;
    top: 0;
    left: 0;
    transform: scale(var(--page-scale));
    transform-origin: 0 0;
    pointer-events: none;
    user-select: text;
    -webkit-user-select: text;
  }
  .page-text span {
    position: absolute;
    transform-origin: 0 0;
    color: transparent;
    white-space: pre;
    pointer-events: auto;
    cursor: text;
  }
  .page-text ::selection {
    color: transparent;
    background: rgb(31 95 214 / 30%);
  }
  /* every word is turned and stretched by itself, and would be laid into layers again in each step of a drag */
  :host([carrying]) .page-text {
    visibility: hidden;
  }
  .armed .page-text span {
    pointer-events: none;
  }
  .marks {
    position: absolute;
    inset: 0;
    user-select: none;
    -webkit-user-select: none;
    contain: strict;
    /* as they are stamped: the text under a seal stays readable; containment isolates, so the layer blends as a whole */
    mix-blend-mode: multiply;
  }
  .armed .marks {
    cursor: crosshair;
  }
  .mark {
    position: absolute;
    padding: 0;
    border: 0;
    background: none;
    touch-action: none;
    cursor: grab;
    border-radius: 2px;
    line-height: 1;
    fill: #16233f;
    text-anchor: middle;
  }
  .mark.locked {
    cursor: default;
  }
  .mark.lifted {
    visibility: hidden;
  }
  .mark * {
    display: block;
    width: 100%;
    height: 100%;
    pointer-events: none;
    user-select: none;
  }
  .mark.slice {
    cursor: ns-resize;
    border-radius: 0;
  }
  .sideways .mark.slice {
    cursor: ew-resize;
  }
  .mark.slice.locked {
    cursor: default;
  }
  .cut {
    display: block;
    width: 100%;
    height: 100%;
    overflow: hidden;
  }
  .mark:hover {
    outline: 1px dashed #1f5fd6;
    outline-offset: 2px;
  }
  .mark.selected {
    outline: 2px solid #1f5fd6;
    outline-offset: 2px;
  }
  .mark.faulty {
    outline: 2px solid #b3261e;
    outline-offset: 2px;
  }
  .remove {
    position: absolute;
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    padding: 0;
    border: 1px solid #fff;
    border-radius: 50%;
    background: #b3261e;
    color: #fff;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .remove::after {
      position: absolute;
      inset: -11px;
      content: '';
    }
  }
  .band {
    position: absolute;
    border: 1px solid #1f5fd6;
    background: rgb(31 95 214 / 10%);
    pointer-events: none;
  }
  .guide {
    position: absolute;
    top: 0;
    left: 0;
    background: #d6246e;
    pointer-events: none;
    will-change: transform;
  }
  .place {
    position: absolute;
    display: grid;
    place-items: center;
    padding: 2px;
    border: 1.5px dashed #1f5fd6;
    border-radius: 4px;
    background: rgb(31 95 214 / 8%);
    color: #1a4fb4;
    overflow: hidden;
    line-height: 1.3;
    cursor: pointer;
  }
  .place.required {
    border-color: #b3261e;
    background: rgb(208 2 27 / 7%);
    color: #9c1f18;
  }
  .checkbox {
    overflow: visible;
    border-style: solid;
    border-radius: 2px;
  }
  .checkbox::after {
    content: '';
    position: absolute;
    inset: -8px;
  }
  .place:hover {
    background: rgb(31 95 214 / 16%);
  }
  button.place:disabled {
    cursor: default;
  }
`;
