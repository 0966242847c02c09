import { css } from 'lit';

/** Look of the native controls inside every element and part: buttons, inputs, chips, badges, notices, dialogs. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_gap-1);
    min-width: var(--_small, auto);
    min-height: var(--_control);
    padding: 0 var(--_gap-3);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
    white-space: nowrap;
    cursor: pointer;
    transition: background-color 120ms;
  }
  .button:hover:not(:disabled) {
    background: var(--_surface-3);
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    color: var(--_text-3);
    border-color: var(--_line);
    background: var(--_surface-2);
    cursor: not-allowed;
  }
  .button.primary:not(:disabled, [aria-disabled='true']) {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-text);
    font-weight: 500;
  }
  .button.primary:hover:not(:disabled) {
    filter: brightness(1.08);
  }
  .button.danger:not(:disabled) {
    color: var(--_danger);
    border-color: currentcolor;
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.quiet:hover:not(:disabled) {
    background: var(--_surface-3);
  }
  .button.icon {
    width: var(--_control);
    padding: 0;
  }
  .button.small {
    min-height: var(--_small, 26px);
    padding: 0 var(--_gap-2);
    font-size: var(--_size-s);
  }
  .button.small.icon {
    width: var(--_small, 26px);
    padding: 0;
  }
  .input {
    width: 100%;
    min-height: var(--_control);
    padding: 4px var(--_gap-2);
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  /* the arrow is drawn, so that it looks the same in every browser and needs no picture */
  select.input {
    appearance: none;
    padding-inline-end: 26px;
    background-image:
      linear-gradient(45deg, transparent 50%, var(--_text-2) 50%),
      linear-gradient(-45deg, transparent 50%, var(--_text-2) 50%);
    background-position:
      right 14px center,
      right 10px center;
    background-size: 4px 4px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  .input:disabled {
    background-color: var(--_surface-2);
    color: var(--_text-2);
    cursor: not-allowed;
  }
  .input::placeholder {
    color: var(--_text-3);
    opacity: 1;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: var(--_gap-1);
    min-height: 26px;
    max-width: 100%;
    padding: 0 var(--_gap-2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-s);
    background: var(--_accent-soft);
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    padding: 0 6px;
    border-radius: 999px;
    background: var(--_surface-3);
    color: var(--_text-2);
    font-size: var(--_size-s);
    line-height: 20px;
    white-space: nowrap;
  }
  .badge.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .badge.warning {
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .badge.success {
    background: var(--_success-soft);
    color: var(--_success);
  }
  .badge.accent {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .notice {
    display: flex;
    align-items: flex-start;
    gap: var(--_gap-2);
    padding: var(--_gap-2) var(--_gap-3);
    border-radius: var(--_radius);
    border: 1px solid var(--_line);
    background: var(--_surface-2);
    overflow-wrap: anywhere;
  }
  .notice.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
    border-color: transparent;
  }
  .notice.warning {
    background: var(--_warning-soft);
    color: var(--_warning);
    border-color: transparent;
  }
  .notice.success {
    background: var(--_success-soft);
    color: var(--_success);
    border-color: transparent;
  }
  .muted {
    color: var(--_text-3);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  dialog {
    width: min(480px, calc(100vw - 32px));
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  dialog::backdrop {
    background: rgb(10 15 25 / 45%);
  }
  .spinner {
    width: 18px;
    height: 18px;
    border: 2px solid var(--_line);
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: spin 900ms linear infinite;
  }
  @keyframes spin {
    to {
      rotate: 360deg;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 2s !important;
      transition: none !important;
    }
  }
`;
