using Medusa.Durability.Servers;

namespace Medusa.Durability.Tests.Servers;

/// <summary>nginx before several gateways: requests of one episode go to one gateway by consistent hashing, others anywhere.</summary>
public sealed class NginxProxy : IDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private readonly TemporaryFolder folder = new("nginx");
    private readonly int port = FreePort.Next();
    private ChildProcess? process;

    private NginxProxy() => Address = new Uri($"http://127.0.0.1:{port}");

    /// <summary>Where it is served.</summary>
    public Uri Address { get; }

    private string Configuration => folder.File("nginx.conf");

    /// <summary>Starts nginx before gateways.</summary>
    public static async Task<NginxProxy> StartAsync(params MedusaProcess[] gateways)
    {
        if (!File.Exists(Program))
        {
            throw new FileNotFoundException($"{Program} is missing: install the package nginx.");
        }

        var proxy = new NginxProxy();
        try
        {
            proxy.Configure(gateways);
            proxy.process = new ChildProcess(Program, ["-p", proxy.folder.Path, "-c", proxy.Configuration, "-e", "stderr"]);
            await proxy.ServesAsync();
            return proxy;
        }
        catch
        {
            proxy.Dispose();
            throw;
        }
    }

    /// <summary>Changes the gateways while requests come in.</summary>
    public async Task ChangeAsync(params MedusaProcess[] gateways)
    {
        Configure(gateways);
        process!.Send(Signal.Hangup);
        await ServesAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process?.Dispose();
        folder.Dispose();
    }

    private Task ServesAsync() => Eventually.HoldsAsync(
        async () => process!.HasExited
            ? throw new InvalidOperationException($"nginx ended: {process.Output}")
            : await Gateways.StatusAsync(Address, "/health") == 200,
        TimeSpan.FromSeconds(20),
        "nginx passes requests on",
        () => process!.Output);

    private void Configure(IEnumerable<MedusaProcess> gateways) => File.WriteAllText(Configuration, $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes 1;
        pid {{folder.File("nginx.pid")}};
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path {{folder.File("body")}};
            proxy_temp_path {{folder.File("proxy")}};
            fastcgi_temp_path {{folder.File("fastcgi")}};
            uwsgi_temp_path {{folder.File("uwsgi")}};
            scgi_temp_path {{folder.File("scgi")}};

            # Without an episode in the path a request goes anywhere.
            map $uri $medusa_episode {
                ~^/v1/episodes/(?<id>[^/]+) $id;
                default $request_id;
            }

            upstream medusa {
                hash $medusa_episode consistent;
                {{string.Join(" ", gateways.Select(gateway => $"server 127.0.0.1:{gateway.Port} max_fails=1 fail_timeout=1s;"))}}
                keepalive 16;
            }

            server {
                listen 127.0.0.1:{{port}};
                location / {
                    proxy_pass http://medusa;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_connect_timeout 1s;
                    # Every request of these clients has a name, so that it may be sent twice.
                    proxy_next_upstream error timeout non_idempotent;
                }
            }
        }
        """);
}
