using System.Text;
using Medusa.Cli.Rollouts;

namespace Medusa.Cli.Tests.Rollouts;

public sealed class TrajectoryFile_should
{
    [Fact]
    public void Write_lines_in_the_order_of_the_plan_whatever_the_order_of_their_coming()
    {
        using var file = new TemporaryFile();
        using (var trajectories = new TrajectoryFile(file.Path))
        {
            foreach (var position in new[] { 2, 0, 3, 1 })
            {
                trajectories.Add(position, Line(position));
            }
        }

        Assert.Equal(["0", "1", "2", "3"], file.Lines);
    }

    [Fact]
    public void Keep_lines_whose_predecessors_never_came()
    {
        using var file = new TemporaryFile();
        using (var trajectories = new TrajectoryFile(file.Path))
        {
            foreach (var position in new[] { 5, 0, 3 })
            {
                trajectories.Add(position, Line(position));
            }
        }

        Assert.Equal(["0", "3", "5"], file.Lines);
    }

    private static byte[] Line(int position) => Encoding.UTF8.GetBytes($"{position}\n");
}
