using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway;

/// <summary>Every route: OpenEnv's at <c>/</c> for the default environment and at <c>/envs/&lt;name&gt;</c> for each, and the native API's.</summary>
internal static class GatewayRoutes
{
    private static readonly string[] Prefixes = ["", $"/envs/{{{EnvironmentLookup.RouteValue}}}"];

    /// <summary>Maps the routes.</summary>
    /// <param name="app">Where to.</param>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var prefix in Prefixes)
        {
            MapOpenEnv(app, prefix);
            MapTasks(app, prefix);
        }

        Get(app, "/ready", app.ServiceProvider.GetRequiredService<ReadyRoute>().ShowAsync);
        Get(app, "/live", app.ServiceProvider.GetRequiredService<LiveRoute>().ShowAsync);
        MapNative(app);
        app.ServiceProvider.GetRequiredService<WebRoutes>().Map(app);
    }

    private static void MapOpenEnv(IEndpointRouteBuilder app, string prefix)
    {
        var services = app.ServiceProvider;
        var prelude = services.GetRequiredService<RoutePrelude>();
        var info = services.GetRequiredService<InfoRoutes>();
        var docs = services.GetRequiredService<DocsRoutes>();
        var control = services.GetRequiredService<ControlRoutes>();
        var sockets = services.GetRequiredService<SocketRoutes>();
        var mcp = services.GetRequiredService<McpRoutes>();
        Get(app, $"{prefix}/health", info.HealthAsync);
        Get(app, $"{prefix}/metadata", prelude.Environment(info.MetadataAsync));
        Get(app, $"{prefix}/schema", prelude.Environment(info.SchemaAsync));
        Get(app, $"{prefix}/openapi.json", prelude.Environment(info.OpenApiAsync));
        Get(app, $"{prefix}/docs", prelude.Environment(docs.PageAsync));
        Get(app, $"{prefix}/docs/assets/{{{DocsRoutes.RouteValue}}}", docs.AssetAsync);
        Get(app, $"{prefix}/redoc", DocsRoutes.RedirectAsync);
        Post(app, $"{prefix}/reset", prelude.EnvironmentWithBody(control.ResetAsync)).WithMetadata(AgentRoute.Mark);
        Post(app, $"{prefix}/step", prelude.EpisodeWithBody(control.StepAsync)).WithMetadata(AgentRoute.Mark);
        Get(app, $"{prefix}/state", prelude.Episode(control.StateAsync));
        Get(app, $"{prefix}/ws", sockets.ServeAsync).WithMetadata(AgentRoute.Mark);
        Get(app, $"{prefix}/mcp", sockets.ServeMcpAsync).WithMetadata(AgentRoute.Mark);
        Post(app, $"{prefix}/mcp", prelude.Environment(mcp.PostAsync)).WithMetadata(AgentRoute.Mark);
        app.MapMethods($"{prefix}/mcp", ["DELETE"], mcp.DeleteAsync).WithMetadata(AgentRoute.Mark);
    }

    private static void MapTasks(IEndpointRouteBuilder app, string prefix)
    {
        var prelude = app.ServiceProvider.GetRequiredService<RoutePrelude>();
        var grading = app.ServiceProvider.GetRequiredService<GradingRoutes>();
        var tasks = app.ServiceProvider.GetRequiredService<TaskApiRoutes>();
        Get(app, $"{prefix}/tasks", prelude.Environment(grading.TasksAsync));
        Post(app, $"{prefix}/grader", prelude.EpisodeWithBody(grading.GradeAsync));
        Get(app, $"{prefix}/baseline", prelude.Environment(grading.BaselineAsync));
        Get(app, $"{prefix}/list_environments", tasks.ListAsync);
        Get(app, $"{prefix}/{{{TaskApiRoutes.RouteValue}}}/splits", tasks.SplitsAsync);
        Post(app, $"{prefix}/{{{TaskApiRoutes.RouteValue}}}/tasks", tasks.TasksAsync);
        Post(app, $"{prefix}/{{{TaskApiRoutes.RouteValue}}}/num_tasks", tasks.CountAsync);
        Post(app, $"{prefix}/{{{TaskApiRoutes.RouteValue}}}/task", tasks.TaskAsync);
        Post(app, $"{prefix}/{{{TaskApiRoutes.RouteValue}}}/task_range", tasks.RangeAsync);
    }

    private static void MapNative(IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var environments = services.GetRequiredService<NativeEnvironmentRoutes>();
        var plugins = services.GetRequiredService<PluginRoutes>();
        var episodes = services.GetRequiredService<NativeEpisodeRoutes>();
        var families = services.GetRequiredService<NativeFamilyRoutes>();
        var queries = services.GetRequiredService<NativeQueryRoutes>();
        Get(app, "/v1/environments", environments.EnvironmentsAsync);
        Get(app, "/v1/plugins", plugins.ListAsync);
        Post(app, "/v1/plugins/reload", plugins.ReloadAsync);
        Get(app, "/v1/plugins/unused", services.GetRequiredService<UnusedPluginsRoute>().ShowAsync);
        Get(app, "/v1/cluster", services.GetRequiredService<ClusterRoute>().ShowAsync);
        Post(app, "/v1/episodes", episodes.CreateAsync);
        Get(app, "/v1/episodes", episodes.ListAsync);
        app.MapMethods("/v1/episodes", ["DELETE"], services.GetRequiredService<NativeRemovalRoute>().DeleteAsync);
        Get(app, "/v1/episodes/{id}", episodes.ShowAsync);
        app.MapMethods("/v1/episodes/{id}", ["DELETE"], episodes.CloseAsync);
        Post(app, "/v1/episodes/{id}/step", episodes.StepAsync).WithMetadata(AgentRoute.Mark);
        Get(app, "/v1/episodes/{id}/observation", episodes.ObserveAsync).WithMetadata(AgentRoute.Mark);
        Post(app, "/v1/episodes/{id}/agent_token", services.GetRequiredService<AgentTokenRoute>().IssueAsync);
        Post(app, "/v1/episodes/{id}/fork", families.ForkAsync);
        Post(app, "/v1/episodes/{id}/verify", queries.VerifyAsync);
        Post(app, "/v1/steps", services.GetRequiredService<BatchRoute>().StepAsync);
        Get(app, "/v1/events", services.GetRequiredService<EventRoutes>().AllAsync);
        Get(app, "/v1/episodes/{id}/events", services.GetRequiredService<EventRoutes>().OneAsync);
        Get(app, "/v1/episodes/{id}/state", queries.StateAsync);
        Get(app, "/v1/episodes/{id}/log", queries.LogAsync);
        Get(app, "/v1/episodes/{id}/trajectory", queries.TrajectoryAsync);
        Get(app, "/v1/episodes/{id}/tables", queries.TablesAsync);
        Get(app, "/v1/episodes/{id}/tables/{name}", queries.RowsAsync);
        Get(app, "/v1/episodes/{id}/grade", queries.GradeAsync);
        Get(app, NativeSocketRoute.Path, services.GetRequiredService<NativeSocketRoute>().ServeAsync);
    }

    private static IEndpointConventionBuilder Get(IEndpointRouteBuilder app, string pattern, RequestDelegate handle) => app.MapMethods(pattern, ["GET"], handle);

    private static IEndpointConventionBuilder Post(IEndpointRouteBuilder app, string pattern, RequestDelegate handle) => app.MapMethods(pattern, ["POST"], handle);
}
