import { css, unsafeCSS } from 'lit';

/** Dark values, used by the preference of the system and by `theme="dark"`. */
const dark = unsafeCSS(`
  --_canvas: var(--esign-canvas, #14171c);
  --_surface: var(--esign-surface, #1b1f26);
  --_surface-2: var(--esign-surface-2, #232831);
  --_surface-3: var(--esign-surface-3, #2d333e);
  --_text: var(--esign-text, #e6e9ee);
  --_text-2: var(--esign-text-2, #a9b2c0);
  --_text-3: var(--esign-text-3, #8f99a8);
  --_line: var(--esign-line, #333b47);
  --_line-strong: var(--esign-line-strong, #667184);
  --_accent: var(--esign-accent, #6ea0ff);
  --_accent-text: var(--esign-accent-text, #0d1b36);
  --_accent-soft: var(--esign-accent-soft, #1f2f4d);
  --_danger: var(--esign-danger, #ff8a80);
  --_danger-soft: var(--esign-danger-soft, #46221f);
  --_warning: var(--esign-warning, #f0b84a);
  --_warning-soft: var(--esign-warning-soft, #3d3017);
  --_success: var(--esign-success, #67c98b);
  --_success-soft: var(--esign-success-soft, #19382a);
  --_seal: var(--esign-seal, #ff6b5e);
  --_shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 40%);
  color-scheme: dark;
`);

/**
 * Design tokens of the public elements. A page overrules `--esign-*`; inside, only `--_*` is used. `theme="light|dark"`
 * fixes what the system's preference decides otherwise. All text pairs have a contrast of 4.5 or more.
 */
export const tokens = css`
  :host {
    --_canvas: var(--esign-canvas, #f3f5f8);
    --_surface: var(--esign-surface, #ffffff);
    --_surface-2: var(--esign-surface-2, #f7f8fa);
    --_surface-3: var(--esign-surface-3, #eceff3);
    --_text: var(--esign-text, #1d2430);
    --_text-2: var(--esign-text-2, #4d5868);
    --_text-3: var(--esign-text-3, #626d7e);
    --_line: var(--esign-line, #dfe3e9);
    --_line-strong: var(--esign-line-strong, #848f9f);
    --_accent: var(--esign-accent, #1f5fd6);
    --_accent-text: var(--esign-accent-text, #ffffff);
    --_accent-soft: var(--esign-accent-soft, #e8f0fe);
    --_danger: var(--esign-danger, #b3261e);
    --_danger-soft: var(--esign-danger-soft, #fdeceb);
    --_warning: var(--esign-warning, #8a5a00);
    --_warning-soft: var(--esign-warning-soft, #fff4dd);
    --_success: var(--esign-success, #17693a);
    --_success-soft: var(--esign-success-soft, #e6f5ec);
    --_seal: var(--esign-seal, #d0021b);
    --_shadow: 0 1px 2px rgb(16 24 40 / 8%), 0 8px 24px rgb(16 24 40 / 12%);
    --_gap-1: 4px;
    --_gap-2: 8px;
    --_gap-3: 12px;
    --_gap-4: 16px;
    --_gap-5: 24px;
    --_radius: var(--esign-radius, 6px);
    --_radius-s: 4px;
    --_control: 32px;
    --_font: var(
      --esign-font,
      system-ui,
      -apple-system,
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans SC',
      'Noto Sans CJK SC',
      sans-serif
    );
    --_size: var(--esign-font-size, 14px);
    --_size-s: 12px;
    --_size-l: 16px;
    display: block;
    color: var(--_text);
    font: 400 var(--_size) / 1.5 var(--_font);
    color-scheme: light;
    container-type: inline-size;
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]) {
    display: none;
  }
  /* what a finger hits */
  @media (pointer: coarse) {
    :host {
      --_control: 44px;
      --_small: 44px;
    }
  }
  :host([theme='dark']) {
    ${dark}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${dark}
    }
  }
`;
