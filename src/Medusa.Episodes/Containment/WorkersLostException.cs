namespace Medusa.Episodes;

/// <summary>As many workers as may be replaced are held by plugin code that does not return: nothing can run until one of them does.</summary>
public sealed class WorkersLostException() : Exception("Every worker is held by plugin code that does not return: restart this node.");
