package chainrule.export.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/// A library of NVIDIA's that ONNX Runtime's CUDA provider needs, as the system's loader finds it
/// (`LD_LIBRARY_PATH`, `/etc/ld.so.conf`).
public enum CudaLibrary {
  DRIVER("CUDA driver", "libcuda.so.1", "", "", true),
  CUDA_RUNTIME("CUDA runtime 12", "libcudart.so.12", "cuda-cudart-12-9", "cuda-runtime", true),
  CUBLAS("cuBLAS 12", "libcublas.so.12", "libcublas-12-9", "cublas", true),
  CUBLAS_LT("cuBLASLt 12", "libcublasLt.so.12", "libcublas-12-9", "cublas", true),
  CURAND("cuRAND 10", "libcurand.so.10", "libcurand-12-9", "curand", true),
  CUDNN("cuDNN 9", "libcudnn.so.9", "libcudnn9-cuda-12", "cudnn", false);

  private final String title;
  private final String file;
  private final String systemPackage;
  private final String wheel;
  private final boolean required;

  CudaLibrary(String title, String file, String systemPackage, String wheel, boolean required) {
    this.title = title;
    this.file = file;
    this.systemPackage = systemPackage;
    this.wheel = wheel;
    this.required = required;
  }

  /// With its version: `cuBLAS 12`.
  public String title() {
    return title;
  }

  /// The file that the loader looks for.
  public String file() {
    return file;
  }

  /// Whether it comes with the driver and cannot be had apart from it.
  public boolean isDriver() {
    return this == DRIVER;
  }

  /// What it is called in NVIDIA's repositories for apt, dnf and zypper.
  public String systemPackage() {
    return systemPackage;
  }

  /// What it is called among Python's wheels, which need no administrator.
  public String wheel() {
    return "nvidia-" + wheel + "-cu12";
  }

  /// Whether nothing runs on the GPU without it; some operators alone want the others.
  public boolean isRequired() {
    return required;
  }

  /// Asks the loader itself, so that a library whose own needs are missing counts as missing.
  @SuppressWarnings("restricted") // loads, calls nothing, and lets go
  public boolean isFound() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(file, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
