import { css } from 'lit';

export const pageThumbsStyles = css`
  :host {
    display: block;
    position: relative;
    min-height: 0;
  }
  .list {
    position: absolute;
    inset: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    background: var(--_surface-2);
  }
  .list:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .sizer {
    position: relative;
    contain: strict;
  }
  .thumb {
    position: absolute;
    inset-inline: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 4px;
    box-sizing: border-box;
    padding: 6px;
    cursor: pointer;
  }
  .picture {
    position: relative;
    flex: none;
    border-radius: 2px;
    background: #fff;
    isolation: isolate;
    box-shadow: 0 0 0 1px var(--_line-strong);
  }
  .picture canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  /* blends as a whole: marks that blend one by one each become a layer of their own, and all are drawn again in every frame */
  .thumb-marks {
    position: absolute;
    inset: 0;
    contain: strict;
    mix-blend-mode: multiply;
  }
  .thumb-mark {
    position: absolute;
  }
  .thumb-mark.slice {
    overflow: hidden;
  }
  .thumb-mark.plain {
    background: #1f5fd6;
  }
  .thumb-mark img {
    display: block;
    height: 100%;
    max-width: none;
  }
  .thumb:hover .picture {
    box-shadow: 0 0 0 2px var(--_line-strong);
  }
  .thumb[aria-selected='true'] .picture {
    box-shadow: 0 0 0 2px var(--_accent);
  }
  .number {
    color: var(--_text-2);
    font-size: var(--_size-s);
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  .thumb[aria-selected='true'] .number {
    color: var(--_accent);
    font-weight: 600;
  }
  .badges {
    position: absolute;
    inset: 4px 4px auto auto;
    display: flex;
    gap: 2px;
  }
  .badge {
    padding: 0 5px;
    border-radius: 9px;
    font-size: 11px;
    line-height: 17px;
    font-variant-numeric: tabular-nums;
  }
  .placed {
    background: #17693a;
    color: #fff;
  }
  .needed {
    background: #fff4dd;
    color: #8a5a00;
    box-shadow: inset 0 0 0 1px #8a5a00;
  }
`;
