import './shell/styles/tokens.css';
import './shell/styles/base.css';
import './shell/styles/shell.css';
import './controls/controls.css';
import { render } from 'preact';
import { App } from './shell/App';
import { startRouter } from './shell/router';
import { readTheme, themeStore } from './shell/theme';

themeStore.set(readTheme());
startRouter();
render(<App />, document.getElementById('app')!);
