import { rootPath } from '../api/request';

/** The page's foot. */
export function Footer() {
    return (
        <footer class="foot">
            <p>An episode is a pure fold: the same seed and actions give the same tables, rewards and grade everywhere.</p>
            <p><a href={`${rootPath()}/docs`}>API reference</a> · <a href={`${rootPath()}/web/assets/licences.txt`}>Licences</a></p>
        </footer>
    );
}
