namespace CnnGen.Runtime.Tests.Weights;

/// <summary>Passes on so many bytes, then throws. It cannot seek, and hands out one part at a time, as a network does.</summary>
internal sealed class FailingStream(Stream inner, int bytes, Exception? failure) : Stream
{
    private const int Part = 97;
    private int _left = bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowWhenDone();
        int read = inner.Read(buffer, offset, Math.Min(Math.Min(count, Part), _left));
        _left -= read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        int written = Math.Min(count, _left);
        inner.Write(buffer, offset, written);
        _left -= written;
        if (written < count)
        {
            ThrowWhenDone();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void ThrowWhenDone()
    {
        if (_left == 0 && failure is not null)
        {
            throw failure;
        }
    }
}
