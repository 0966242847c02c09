import { css } from 'lit';

export default css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px var(--_gap-3);
    min-height: 38px;
    padding: 4px var(--_gap-4);
    border-bottom: 1px solid var(--_line);
  }
  .bar .muted {
    flex: 1 1 160px;
    font-size: var(--_size-s);
  }
  .zoom {
    display: inline-flex;
    margin-inline-start: auto;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-3);
    font-size: var(--_size-s);
    color: var(--_text-2);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .legend {
    gap: 4px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 26px;
    padding: 0 8px;
    border: 1px solid var(--_line);
    border-radius: 13px;
    background: transparent;
    color: var(--_text-2);
    font: inherit;
    font-size: var(--_size-s);
    cursor: pointer;
  }
  .chip[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    color: var(--_text);
  }
  .chip[aria-pressed='false'] i {
    filter: grayscale(1);
    opacity: 0.6;
  }
  .chip i {
    min-width: 16px;
    border-radius: 4px;
    color: #fff;
    font-size: 10px;
    font-style: normal;
    line-height: 16px;
    text-align: center;
  }
  .split {
    flex: 1;
    display: flex;
    min-height: 0;
  }
  .canvas {
    flex: 1;
    min-width: 0;
    overflow: auto;
    background: var(--_surface-2);
    cursor: grab;
    user-select: none;
    touch-action: none;
  }
  .canvas.shared {
    touch-action: pan-y;
  }
  .canvas.panning,
  .canvas.panning * {
    cursor: grabbing;
  }
  .canvas:focus-visible {
    outline-offset: -2px;
  }
  svg {
    display: block;
  }
  text {
    font: 13px var(--_font);
    text-anchor: middle;
    fill: var(--_text);
    pointer-events: none;
  }
  text.kind {
    font-size: 11px;
    fill: var(--_text-3);
  }
  .edge {
    fill: none;
    stroke: var(--_line-strong);
    stroke-width: 1.3;
  }
  .edge.back {
    stroke-dasharray: 4 3;
  }
  .edge.dead {
    stroke: var(--_danger);
    stroke-dasharray: 1.5 3;
  }
  .exit.dead rect:not(.target) {
    stroke: var(--_danger);
    stroke-dasharray: 3 2;
  }
  .exit.dead text {
    fill: var(--_danger);
  }
  .tip {
    fill: var(--_line-strong);
  }
  .node .face rect {
    fill: var(--_surface);
    stroke: var(--_line-strong);
  }
  .node.start .face rect,
  .node.archive .face rect {
    fill: var(--_surface-3);
  }
  .nodes .node .face {
    cursor: pointer;
  }
  .nodes .node .face:hover rect {
    stroke: var(--_accent);
    stroke-width: 2;
  }
  .node.picked .face rect {
    fill: var(--_accent-soft);
    stroke: var(--_accent);
    stroke-width: 2;
  }
  .node.picked text.name {
    fill: var(--_accent);
    font-weight: 500;
  }
  .canvas:focus-visible .node.cursor .face rect {
    stroke: var(--_accent);
    stroke-width: 2.5;
    stroke-dasharray: 5 2;
  }
  .canvas:focus-visible .exit.cursor rect:not(.target) {
    stroke: var(--_accent);
    stroke-width: 2.5;
    stroke-dasharray: 5 2;
  }
  .edge.passed {
    stroke: var(--_accent);
    stroke-width: 2.2;
  }
  .node.passed .face rect {
    stroke: var(--_accent);
  }
  .node.here .face rect {
    fill: var(--_accent-soft);
    stroke: var(--_accent);
    stroke-width: 2.5;
  }
  .token {
    fill: var(--_accent);
    stroke: var(--_surface);
    stroke-width: 2.5;
  }
  .run .exit.open {
    cursor: pointer;
  }
  .run .exit.open rect:not(.target) {
    stroke: var(--_accent);
    stroke-width: 1.8;
  }
  .run .exit.open:hover rect:not(.target) {
    fill: var(--_accent-soft);
  }
  .port,
  .points .exit {
    cursor: pointer;
  }
  .port circle {
    fill: var(--_surface);
    stroke: var(--_accent);
    stroke-width: 1.5;
  }
  .port .target,
  .exit .target {
    fill: transparent;
    stroke: none;
  }
  .port:hover circle:not(.target) {
    fill: var(--_accent-soft);
    stroke-width: 2.5;
  }
  .port.picked circle:not(.target) {
    fill: var(--_accent);
  }
  .port path {
    fill: none;
    stroke: var(--_accent-text);
    stroke-width: 1.8;
  }
  .exit rect:not(.target) {
    fill: var(--_surface);
    stroke: var(--_line);
  }
  .exit text {
    font-size: 12px;
    fill: var(--_text-2);
  }
  .points .exit rect:not(.target) {
    stroke: var(--_accent);
  }
  .points .exit:hover rect:not(.target) {
    fill: var(--_accent-soft);
  }
  .exit.picked rect:not(.target) {
    fill: var(--_accent);
    stroke: var(--_accent);
  }
  .exit.picked text {
    fill: var(--_accent-text);
  }
  .badge:not(.inert) {
    cursor: pointer;
  }
  .badge rect {
    stroke: var(--_surface);
    stroke-width: 1.5;
  }
  .badge .target {
    fill: transparent;
    stroke: none;
  }
  .badge text {
    font-size: 10px;
    font-weight: 500;
    fill: #fff;
  }
  .badge.inert {
    pointer-events: none;
  }
  .refused {
    opacity: 0.45;
    cursor: not-allowed;
  }
  .check.refused {
    opacity: 1;
    color: var(--_text-3);
  }
  .check small {
    display: block;
    font-size: 11px;
  }
  .create {
    fill: #1f6fd6;
    background: #1f6fd6;
  }
  .launch {
    fill: #7a41c4;
    background: #7a41c4;
  }
  .sign {
    fill: #b3261e;
    background: #b3261e;
  }
  .party {
    fill: #a85a00;
    background: #a85a00;
  }
  .hide {
    fill: #5a6474;
    background: #5a6474;
  }
  .download {
    fill: #167a4c;
    background: #167a4c;
  }
  .tab {
    fill: #0b6f80;
    background: #0b6f80;
  }
  .operationBefore {
    fill: #7a5c12;
    background: #7a5c12;
  }
  .operationAfter {
    fill: #574a8f;
    background: #574a8f;
  }
  .apply {
    fill: #1f6fd6;
    background: #1f6fd6;
  }
  .append {
    fill: #167a4c;
    background: #167a4c;
  }
  .end {
    fill: #5a6474;
    background: #5a6474;
  }
  @media (pointer: coarse) {
    .row {
      min-height: 44px;
      align-items: center;
    }
    .chip,
    .narrow select {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @media (forced-colors: active) {
    .chip i,
    .badge rect {
      forced-color-adjust: none;
    }
    .edge {
      stroke: CanvasText;
    }
    .tip {
      fill: CanvasText;
    }
    .node .face rect,
    .node.start .face rect,
    .node.archive .face rect,
    .exit rect:not(.target),
    .port circle:not(.target) {
      fill: Canvas;
      stroke: CanvasText;
    }
    .node .face text,
    .exit text {
      fill: CanvasText;
    }
    .badge text {
      forced-color-adjust: none;
    }
    .edge.passed,
    .node.passed .face rect,
    .node.picked .face rect,
    .node.here .face rect,
    .exit.open rect:not(.target) {
      stroke: Highlight;
      stroke-width: 2.5;
    }
    .port.picked circle:not(.target),
    .exit.picked rect:not(.target),
    .token {
      fill: Highlight;
      stroke: Highlight;
    }
    .exit.picked text {
      fill: HighlightText;
    }
    .box {
      border-color: CanvasText;
    }
    [aria-checked='true'] > .box {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
    }
    .refused {
      opacity: 1;
    }
    .check.refused,
    .node.refused .face text {
      color: GrayText;
      fill: GrayText;
    }
  }
  @container (max-width: 640px) {
    .split {
      flex-direction: column;
    }
    .bar .muted {
      display: none;
    }
    .canvas {
      flex: 0 0 144px;
    }
    .canvas.shared {
      flex: 1 1 auto;
    }
    .list {
      flex: 1 1 140px;
      min-height: 0;
      border-inline-start: 0;
      border-top: 1px solid var(--_line);
    }
  }
`;
