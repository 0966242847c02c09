import { css } from 'lit';

/** Look of `<esign-seal-library>`. */
export const sealLibraryStyles = css`
  .frame {
    display: grid;
    gap: var(--_gap-3);
    padding: var(--_gap-4);
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_surface);
  }
  .head,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap-2);
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    flex: 1 1 240px;
    min-width: 0;
    font-size: var(--_size-l);
    overflow-wrap: anywhere;
  }
  .tools [type='search'] {
    flex: 1 1 220px;
  }
  .tools select {
    width: auto;
  }
  [role='alert']:not(:has(*)) {
    position: absolute;
  }
  .screen {
    display: grid;
    justify-items: center;
    gap: var(--_gap-2);
    padding: var(--_gap-5) var(--_gap-3);
    text-align: center;
  }
  .title {
    font-weight: 600;
  }
  .scroller {
    max-height: 560px;
    overflow: auto;
  }
  table {
    width: 100%;
    table-layout: fixed;
    border-spacing: 0;
  }
  /* the rows that stand for those out of sight have a height of their own */
  tr:not([aria-hidden]) > * {
    height: 44px;
  }
  th,
  td {
    padding: 0 var(--_gap-2);
    box-sizing: border-box;
    border-bottom: 1px solid var(--_line);
    overflow: hidden;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 400;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--_surface-2);
    color: var(--_text-2);
  }
  .frame > [locale] {
    position: absolute;
  }
  .picture {
    width: 64px;
    overflow: visible;
  }
  .picture img {
    display: block;
    width: 40px;
    height: 40px;
    object-fit: contain;
    /* seals are of red ink on white paper, also in the dark */
    border-radius: 4px;
    background: #fff;
  }
  [aria-hidden='true'] td {
    padding: 0;
    border: 0;
  }
  .state {
    width: 96px;
  }
  .more {
    display: none;
    overflow: hidden;
    font-size: var(--_size-s);
    text-overflow: ellipsis;
  }
  .name {
    max-width: 100%;
    min-height: 24px;
    padding: 0;
    border: 0;
    overflow: hidden;
    background: none;
    color: var(--_accent);
    text-align: start;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  .name:hover {
    text-decoration: underline;
  }
  @container (width < 600px) {
    .wide {
      display: none;
    }
    .more {
      display: block;
    }
    tbody tr:not([aria-hidden]) > * {
      height: 64px;
    }
    .name {
      display: block;
    }
  }
  @media (pointer: coarse) {
    .sort,
    .name {
      min-height: 44px;
    }
    @container (width < 600px) {
      tbody tr:not([aria-hidden]) > * {
        height: 76px;
      }
    }
  }
  .sort {
    min-width: var(--_small, 0);
    min-height: var(--_small, 0);
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
`;
