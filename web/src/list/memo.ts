import { Component, createElement, type ComponentChild, type FunctionComponent } from 'preact';

/** A component that is drawn again only when one of the named properties has changed. */
export function memo<P extends object>(draw: (props: P) => ComponentChild, names: readonly (keyof P)[]): FunctionComponent<P> {
    class Remembered extends Component<P> {
        override shouldComponentUpdate(next: Readonly<P>): boolean {
            return names.some(name => !Object.is(next[name], this.props[name]));
        }

        override render(): ComponentChild {
            return draw(this.props);
        }
    }

    return props => createElement(Remembered, props);
}
