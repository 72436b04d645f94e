import { useEffect, useRef } from 'preact/hooks';
import { session } from '../api/session';
import { Footer } from './Footer';
import { Header } from './Header';
import { KeyForm } from './KeyForm';
import { pageOf } from './pages';
import { useRoute } from './router';
import { useStore } from './useStore';
import { Toast } from './Toast';

/** The whole page: header, the present page, footer. A server that wants a key gets the form in the page's place. */
export function App() {
    const route = useRoute();
    const { isRefused, generation } = useStore(session);
    const main = useRef<HTMLElement>(null);
    const page = pageOf(route);
    const title = isRefused ? 'API key' : (page?.title ?? 'Not found');
    const place = `${isRefused}/${route.path.join('/')}`;
    const first = useRef(true);

    useEffect(() => {
        document.title = `${title} · Medusa`;
        if (first.current) {
            first.current = false;
        } else {
            // A new page begins at its heading, for the eye and for screen readers.
            scrollTo(0, 0);
            main.current?.focus({ preventScroll: true });
        }
    }, [place]);

    return (
        <>
            <a class="skip" href="#main" onClick={event => { event.preventDefault(); main.current?.focus(); }}>Skip to content</a>
            <Header route={route} />
            <main id="main" ref={main} tabIndex={-1}>
                {isRefused ? <KeyForm /> : page ? <page.component key={`${generation}/${route.path.join('/')}`} route={route} /> : <NotFound />}
            </main>
            <Footer />
            <Toast />
        </>
    );
}

function NotFound() {
    return (
        <section class="narrow">
            <h1>There is no such page</h1>
            <p><a href="#/">Show the episodes</a>, or <a href="#/new">start one</a>.</p>
        </section>
    );
}
