#include "CoreNFCErrorCodes.h"
