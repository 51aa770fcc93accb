namespace Harness.Compare;

/// <summary>Where the checkout is that this program was built in.</summary>
internal static class Repository
{
    public static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Harness.sln"))) return folder;
        }

        throw new InvalidOperationException($"no Harness.sln above {AppContext.BaseDirectory}: run it from a checkout");
    }
}
