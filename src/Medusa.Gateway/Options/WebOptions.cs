using System.ComponentModel.DataAnnotations;

namespace Medusa.Gateway;

/// <summary>
/// The pages that the gateway serves, section <c>Medusa:Web</c> of the configuration. The variable <c>ENABLE_WEB_INTERFACE</c>, which OpenEnv servers read, sets
/// <see cref="Enabled"/> where the configuration does not: <c>false</c>, <c>0</c> and <c>no</c> turn it off.
/// </summary>
public sealed class WebOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Medusa:Web";

    /// <summary>Whether the page at <c>/web</c> is served.</summary>
    /// <value>Default true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Which sites may show the pages in a frame of theirs, as the directive <c>frame-ancestors</c> of the content policy takes it.</summary>
    /// <value><c>'none'</c>, <c>'self'</c>, or origins separated by blanks, such as <c>https://huggingface.co</c>. Default: <c>'none'</c>.</value>
    [Required]
    [RegularExpression("^('none'|('self'|https?://[A-Za-z0-9*.:-]+)( ('self'|https?://[A-Za-z0-9*.:-]+))*)$", ErrorMessage = "FrameAncestors is neither 'none' nor 'self' nor origins separated by blanks.")]
    public string FrameAncestors { get; set; } = "'none'";
}
