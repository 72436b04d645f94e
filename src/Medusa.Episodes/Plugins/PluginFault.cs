namespace Medusa.Episodes;

/// <summary>Why a plugin was not loaded.</summary>
public enum PluginFault
{
    /// <summary>The manifest is missing or wrong.</summary>
    BadManifest = 0,

    /// <summary>The plugin does not fit the host's contract version.</summary>
    ContractMismatch = 1,

    /// <summary>A file is missing, cannot be read or has another digest than the manifest says.</summary>
    BadFile = 2,

    /// <summary>The entry assembly has no public plugin class, or more than one, or it cannot be made.</summary>
    NoEntryPoint = 3,

    /// <summary>The plugin's own code threw while it registered.</summary>
    RegistrationFailed = 4,

    /// <summary>An environment breaks a rule of the contract.</summary>
    BadDefinition = 5,

    /// <summary>Another plugin offers the same plugin id, or the same environment and version.</summary>
    Duplicate = 6,

    /// <summary>The allow-list does not name the plugin.</summary>
    NotAllowed = 7,
}
