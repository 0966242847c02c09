import type { StorybookConfig } from '@storybook/web-components-vite';

import { pdfAssets } from '../scripts/pdf-assets.js';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (vite) => {
    // the demo page's settings (its output folder, its asset copy) are not Storybook's
    const plugins = (vite.plugins ?? []).flat().filter((plugin) => !isNamed(plugin, 'esign-pdf-assets'));
    return { ...vite, plugins: [...plugins, pdfAssets()] };
  },
};

function isNamed(plugin: unknown, name: string): boolean {
  return typeof plugin === 'object' && plugin !== null && 'name' in plugin && plugin.name === name;
}

export default config;
