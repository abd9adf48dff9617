package io.cardbeam.csv;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** The compressions that files are read from. */
enum Packing {
  GZIP {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }
  },
  ZSTD {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      ZstdOutputStream zstd = new ZstdOutputStream(out);
      zstd.setChecksum(true);
      return zstd;
    }
  },
  BZIP2 {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new BZip2CompressorOutputStream(out);
    }
  };

  /** A stream that packs what is written to another. */
  abstract OutputStream over(OutputStream out) throws IOException;

  /** Bytes as they lie in a packed file. */
  byte[] pack(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = over(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }
}
