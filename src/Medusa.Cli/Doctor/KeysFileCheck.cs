namespace Medusa.Cli.Doctor;

/// <summary>Whether only this user can read and change the file of API keys. What stands in it is read with the settings.</summary>
/// <param name="path">The file; one that is not there holds no keys.</param>
internal sealed class KeysFileCheck(string path) : Check("keys file")
{
    private const UnixFileMode Changes = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Reads = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var file = Path.GetFullPath(path);
        if (!File.Exists(file) || OperatingSystem.IsWindows())
        {
            return Found();
        }

        var mode = File.GetUnixFileMode(file);
        return Found((mode & Changes) != 0
            ? Problem($"Others may write {file}, and so give themselves a key.", $"chmod 600 {file}, and look at 'medusa keys list'.")
            : (mode & Reads) != 0
                ? Warning($"Others may read {file}: it holds no keys, only their hashes, ids and notes.", $"chmod 600 {file}.")
                : Ok($"Only this user can read {file}."));
    }
}
