import type { Preview } from '@storybook/web-components-vite';

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    options: { storySort: { method: 'alphabetical' } },
  },
  globalTypes: {
    locale: {
      description: 'Language of the elements',
      toolbar: { icon: 'globe', items: ['zh-CN', 'en'], dynamicTitle: true },
    },
    scheme: {
      description: 'Colour scheme',
      toolbar: { icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { locale: 'zh-CN', scheme: 'light' },
  decorators: [
    (story, { globals }) => {
      document.documentElement.lang = String(globals['locale']);
      document.documentElement.style.colorScheme = String(globals['scheme']);
      return story();
    },
  ],
};

export default preview;
