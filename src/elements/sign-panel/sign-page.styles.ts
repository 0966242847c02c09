import { css } from 'lit';

/** The step above the document, and the frame in its place. */
export const signPageStyles = css`
  :host {
    display: block;
  }
  section {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .step {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap-3) var(--_gap-4);
    padding: var(--_gap-3);
    border-bottom: 1px solid var(--_line);
    background: var(--_surface);
  }
  .words {
    display: grid;
    flex: 1 1 160px;
    gap: var(--_gap-1);
    align-content: start;
  }
  h3,
  p {
    margin: 0;
  }
  h3 {
    font-size: var(--_size);
  }
  p {
    color: var(--_text-2);
  }
  p:empty,
  .told:empty {
    display: none;
  }
  .left {
    font-variant-numeric: tabular-nums;
  }
  .fault {
    color: var(--_danger);
  }
  .code {
    display: grid;
    flex: none;
    gap: var(--_gap-1);
    justify-items: center;
    width: 168px;
  }
  .code a {
    display: inline-flex;
    align-items: center;
    color: var(--_accent);
  }
  esign-qr-code {
    width: 168px;
  }
  .actions,
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  .actions {
    margin-top: var(--_gap-1);
  }
  a.button {
    color: var(--_text);
    text-decoration: none;
  }
  a.button.primary {
    color: var(--_accent-text);
  }
  .bar {
    padding: var(--_gap-2) var(--_gap-3);
    border-bottom: 1px solid var(--_line);
    background: var(--_surface);
  }
  .told {
    color: var(--_text-2);
  }
  iframe {
    flex: 1;
    width: 100%;
    min-height: 360px;
    border: 0;
    background: #fff;
  }
  @container (max-width: 639px) {
    .code,
    esign-qr-code {
      width: 128px;
    }
  }
  @media (pointer: coarse) {
    .code a {
      min-height: 44px;
    }
  }
`;
