import { css } from 'lit';

export default css`
  :host {
    position: relative;
    z-index: 2;
    display: block;
    touch-action: none;
    outline: none;
  }
  :host([orientation='horizontal']) {
    height: 0;
    cursor: row-resize;
  }
  :host([orientation='vertical']) {
    width: 0;
    cursor: col-resize;
  }
  /* what can be caught is wider than what is seen */
  .grip {
    position: absolute;
    inset: -5px 0;
  }
  :host([orientation='vertical']) .grip {
    inset: 0 -5px;
  }
  .grip::after {
    content: '';
    position: absolute;
    inset: 4px 0;
    background: transparent;
    transition: background-color 120ms;
  }
  :host([orientation='vertical']) .grip::after {
    inset: 0 4px;
  }
  :host(:hover) .grip::after,
  :host(:focus-visible) .grip::after,
  :host([dragging]) .grip::after {
    background: var(--_accent);
  }
  @media (pointer: coarse) {
    .grip {
      inset: -12px 0;
    }
    .grip::after {
      inset: 11px 0;
    }
    :host([orientation='vertical']) .grip {
      inset: 0 -12px;
    }
    :host([orientation='vertical']) .grip::after {
      inset: 0 11px;
    }
  }
  @media (forced-colors: active) {
    :host(:focus-visible) .grip::after,
    :host([dragging]) .grip::after {
      background: Highlight;
    }
  }
`;
